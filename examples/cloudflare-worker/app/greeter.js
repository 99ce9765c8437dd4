/** Greets the name in the query, with a phrase from the Worker behind it. */
export default {
  async fetch(request, env) {
    const name = new URL(request.url).searchParams.get("name") ?? env.GREETED;
    console.log(`greeting ${name}`);
    const { greeting } = await (await env.PHRASES.fetch("https://phrases/")).json();
    return new Response(`${greeting}, ${name}!`);
  },
};

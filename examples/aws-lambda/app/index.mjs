/** Greets the name in the query. Works behind both an HTTP API and a Function URL: both send payload format 2.0. */
export const handler = async (event) => {
  const name = event.queryStringParameters?.name ?? process.env.GREETED;
  console.log(`greeting ${name}`);
  return { statusCode: 200, headers: { "content-type": "text/plain" }, body: `Hello, ${name}!` };
};

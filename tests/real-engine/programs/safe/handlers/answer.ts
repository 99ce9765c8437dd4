import { SecretError } from "fourfold/runtime";

/** What a secret is, or why it cannot be read. */
export async function answerWith(secret: {
  get(options: { readonly fresh: boolean }): Promise<string>;
}): Promise<Response> {
  try {
    return new Response(await secret.get({ fresh: true }));
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    return new Response(error.code);
  }
}

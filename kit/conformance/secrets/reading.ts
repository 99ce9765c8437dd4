import { SecretError } from "fourfold/runtime";

/** What a read of a secret came to. */
export interface ReadResult {
  /** `undefined`: there is no such value. */
  readonly answer?: string | undefined;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Reads a secret, and says what came of it in a way that can travel. */
export async function reading(read: () => Promise<string | undefined>): Promise<ReadResult> {
  try {
    return { answer: await read() };
  } catch (thrown) {
    if (!(thrown instanceof SecretError)) throw thrown;
    return { error: { code: thrown.code, message: thrown.message } };
  }
}

import { SecretError } from "fourfold/runtime";

/** What a read of a secret came to. */
export interface ReadResult {
  /** @default there is no such value */
  readonly answer?: string;
  readonly error?: { readonly code: string; readonly message: string };
}

/** What an instance of a function has read: each keeps values of its own. */
export interface InstanceAnswer {
  readonly instance: string;
  readonly results: readonly ReadResult[];
}

/** Reads a secret, and says what came of it in a way that can travel. */
export async function reading(read: () => Promise<string | undefined>): Promise<ReadResult> {
  try {
    const answer = await read();
    return answer === undefined ? {} : { answer };
  } catch (thrown) {
    if (!(thrown instanceof SecretError)) throw thrown;
    return { error: { code: thrown.code, message: thrown.message } };
  }
}

import { isFourfoldError } from "fourfold";

/**
 * Lets a user's mistake be shown as its message alone also when it is found after the program's last line, in an output:
 * then Pulumi's runner prints the stack of whatever it gets.
 * https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/run/index.ts (uncaughtHandler)
 */
export function rethrow(error: unknown): never {
  if (isFourfoldError(error)) error.stack = error.message;
  throw error;
}

/** A check for `apply`, whose refusals are shown as their message alone. */
export function plainlyRefused<Value, Result>(check: (value: Value) => Result): (value: Value) => Result {
  return (value) => {
    try {
      return check(value);
    } catch (error) {
      return rethrow(error);
    }
  };
}

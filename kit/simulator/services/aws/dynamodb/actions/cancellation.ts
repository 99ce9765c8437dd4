import { DetailedError, ItemError } from "../errors.ts";
import type { Refusal } from "../writes.ts";

/** What a part of a transaction comes to, or what is wrong with its item: that cancels the transaction. */
export function orItemError<T>(run: () => T): T | ItemError {
  try {
    return run();
  } catch (error) {
    if (error instanceof ItemError) return error;
    throw error;
  }
}

/**
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html#API_TransactWriteItems_Errors
 * @throws CloudError when a part cannot be done, with the reasons of all parts.
 */
export function requireDone(results: readonly (object | Refusal | ItemError)[]): void {
  const reasons = results.map((result): Pick<Refusal, "Code"> => {
    if (result instanceof ItemError) return { Code: "ValidationError", ...{ Message: result.message } };
    return "Code" in result ? { ...result, Code: String(result.Code) } : { Code: "None" };
  });
  const codes = reasons.map(({ Code }) => Code);
  if (codes.every((code) => code === "None")) return;
  const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(", ")}]`;
  throw new DetailedError("TransactionCanceledException", message, { CancellationReasons: reasons });
}

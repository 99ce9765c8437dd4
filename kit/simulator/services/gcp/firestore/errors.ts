import { CloudError } from "../../../contract.ts";

/** https://cloud.google.com/firestore/docs/use-rest-api#error_codes */
export function invalid(message: string): CloudError {
  return new CloudError("INVALID_ARGUMENT", message, 400);
}

/** What a transaction is told that has met another one. https://cloud.google.com/firestore/docs/transaction-data-contention */
export function contention(): CloudError {
  return new CloudError("ABORTED", "Too much contention on these documents. Please try again.", 409);
}

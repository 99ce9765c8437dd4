import { CloudError } from "../../../contract.ts";

/** https://github.com/cloudflare/workers-sdk/issues/5523 */
export function malformed(detail: string): CloudError {
  return new CloudError("7400", `The request is malformed: ${detail}`, 400);
}

/** Code and status as the API gives them; bindings throw the text. */
export function notFound(id: string): CloudError {
  return new CloudError("7404", `The database ${id} could not be found`, 404);
}

/** What SQLite or a limit says of a query: https://github.com/cloudflare/workers-sdk/issues/15449 */
export function queryError(message: string): CloudError {
  return new CloudError("7500", message, 400);
}

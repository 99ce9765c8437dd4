import { CloudError } from "../../../../contract.ts";
import type { ApiAnswer } from "../../api/index.ts";

/** A refusal with the number that tells apart what has the same status. https://learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb */
export class DataError extends CloudError {
  readonly subStatus: number;
  /** What clients read of it besides. @default nothing */
  readonly info: string | undefined;

  constructor(code: string, message: string, status: number, subStatus = 0, info?: string) {
    super(code, message, status);
    this.subStatus = subStatus;
    this.info = info;
  }
}

/** "429: the collection has exceeded the provisioned throughput limit. Retry the request after the server specified retry after duration." */
export const tooManyRequests = new DataError(
  "TooManyRequests",
  'Message: {"Errors":["Request rate is large. More Request Units may be needed, so no changes were made. Please retry this request later. Learn more: http://aka.ms/cosmosdb-error-429"]}',
  429,
  3200,
);

/** How long a client waits that has sent too many requests, in milliseconds. */
const retryAfter = 20;

/** An error as Cosmos DB writes it. */
export function refuse(error: CloudError): ApiAnswer {
  const { status, code, message } = error;
  const { subStatus = 0, info } = error instanceof DataError ? error : {};
  return {
    status,
    headers: {
      "content-type": "application/json",
      "x-ms-substatus": String(subStatus),
      "x-ms-request-charge": "1",
      ...(status === 429 ? { "x-ms-retry-after-ms": String(retryAfter) } : {}),
    },
    body: JSON.stringify({ code, message, ...(info === undefined ? {} : { additionalErrorInfo: info }) }),
  };
}

export function badRequest(message: string, subStatus = 0, info?: string): DataError {
  return new DataError("BadRequest", message, 400, subStatus, info);
}

export function unauthorized(message: string): DataError {
  return new DataError("Unauthorized", message, 401);
}

/** Observed: https://github.com/Azure/azure-cosmos-dotnet-v3/issues/3110 */
export function forbidden(account: string, principal: string, action: string, path: string): DataError {
  const message = `Request blocked by Auth ${account} : Request is blocked because principal [${principal}] does not have required RBAC permissions to perform action [${action}] on resource [${path}]. Learn more: https://aka.ms/cosmos-native-rbac.`;
  return new DataError("Forbidden", message, 403, 5301);
}

/** https://learn.microsoft.com/azure/cosmos-db/troubleshoot-forbidden#nondata-operations-arent-allowed */
export function notForTokens(account: string, method: string, path: string): DataError {
  const message = `Request blocked by Auth ${account} : The given request [${method} ${path}] cannot be authorized by AAD token in data plane. Learn more: https://aka.ms/cosmos-native-rbac.`;
  return new DataError("Forbidden", message, 403, 5300);
}

/** What a path leads through is not there. */
export function ownerMissing(): DataError {
  return new DataError("NotFound", 'Message: {"Errors":["Owner resource does not exist"]}', 404, 1003);
}

export function notFound(): DataError {
  return new DataError("NotFound", "Entity with the specified id does not exist in the system.", 404);
}

export function alreadyThere(): DataError {
  return new DataError("Conflict", "Entity with the specified id already exists in the system.", 409);
}

export function preconditionFailed(): DataError {
  const message = "Operation cannot be performed because one of the specified precondition is not met.";
  return new DataError("PreconditionFailed", message, 412);
}

export function tooLarge(): DataError {
  return new DataError("RequestEntityTooLarge", 'Message: {"Errors":["Request size is too large"]}', 413);
}

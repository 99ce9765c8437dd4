import { azureTokens } from "../../../platform/access-token.ts";
import { type ApiResponse, type Call, call } from "../../../platform/call.ts";
import { errorOf, type TableError, type TableErrorCode } from "../../errors.ts";

/** https://learn.microsoft.com/rest/api/cosmos-db/http-status-codes-for-cosmosdb */
const codes: ReadonlyMap<number, TableErrorCode> = new Map([
  [409, "Conflict"],
  [410, "Unavailable"],
  [412, "Conflict"],
  [449, "Throttled"],
]);

/** What one operation of a batch has come to. */
export interface OperationResult {
  readonly statusCode: number;
  readonly eTag?: string;
  readonly retryAfterMilliseconds?: number;
}

/** Why one of several writes was not made. */
export function operationError({ statusCode, retryAfterMilliseconds }: OperationResult, index: number): TableError {
  const text = `Cosmos DB answers ${statusCode}.`;
  return errorOf(statusCode, text, codes.get(statusCode), { index, retryAfter: retryAfterMilliseconds });
}

function failure({ status, text, header }: ApiResponse): TableError {
  const { code = "", message = text } = text.startsWith("{") ? JSON.parse(text) : {};
  const wait = header("x-ms-retry-after-ms");
  const retryAfter = wait === undefined ? undefined : Number(wait);
  return errorOf(status, `${code}: ${message}`, codes.get(status), { retryAfter });
}

/** A request about a container, or what is in it. */
export interface CosmosRequest {
  /** @default "GET" */
  readonly method?: Call["method"];
  /** `/docs/k31` */
  readonly path: string;
  /** The partition that it is about, as its key has it. @default none, or all of them */
  readonly pk?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default nothing */
  readonly body?: object;
  /** Asks for documents, by POST. @default whether it is a GET */
  readonly isRead?: boolean;
}

/** Asks Cosmos DB. An item that is not there is an answer, too: 404. @throws TableError */
export type AskCosmos = (request: CosmosRequest) => Promise<ApiResponse>;

/** A value of the partition key as a header takes it, which has letters of ASCII alone. */
const inHeader = (pk: string): string =>
  JSON.stringify([pk]).replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** And not what the item would be in: https://learn.microsoft.com/azure/cosmos-db/nosql/troubleshoot-not-found */
const isItemMissing = (path: string, { status, header }: ApiResponse): boolean =>
  status === 404 && path.startsWith("/docs/") && (header("x-ms-substatus") ?? "0") === "0";

/**
 * Calls Cosmos DB as the app's identity: https://learn.microsoft.com/rest/api/cosmos-db/
 * @param address - Of a container: `https://….documents.azure.com:443/dbs/tables/colls/orders`.
 */
export function cosmosContainer(address: string): AskCosmos {
  // For all accounts: https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac
  const token = azureTokens("https://cosmos.azure.com");
  return async ({ method = "GET", path, pk, headers, body, isRead = method === "GET" }) => {
    const answer = await call({
      method,
      url: new URL(address + path),
      headers: {
        authorization: `type=aad&ver=1.0&sig=${await token()}`,
        "x-ms-date": new Date().toUTCString(),
        "x-ms-version": "2020-07-15",
        "content-type": "application/json",
        ...(pk === undefined ? {} : { "x-ms-documentdb-partitionkey": inHeader(pk) }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      once: !isRead,
    });
    if (answer.isOk || isItemMissing(path, answer)) return answer;
    throw failure(answer);
  };
}

import { at, requiredText } from "../../../../contract/read.ts";
import { CloudError } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import type { Api, ApiAnswer, ApiRequest } from "../../api/index.ts";
import { serviceName } from "../resources/account.ts";
import { accountNamed, containerIn, databaseIn } from "../resources/entities.ts";
import { batch } from "./batch.ts";
import { type AccountCall, type ContainerCall, isSet, type Tools, textHeader } from "./call.ts";
import { onItem } from "./documents.ts";
import { badRequest, notForTokens, ownerMissing, refuse, tooManyRequests, unauthorized } from "./errors.ts";
import { isWithin, readAccount, readContainer, readDatabase, readRanges } from "./metadata.ts";
import { query } from "./query.ts";

/** `type=aad&ver=1.0&sig=<token>`, with or without escapes. https://learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources#authorization-header */
function signatureIn({ authorization = "" }: ApiRequest["headers"]): Readonly<Record<string, string>> {
  const isEscaped = authorization.startsWith("type%");
  const text = isEscaped ? new URLSearchParams(`all=${authorization}`).get("all") : authorization;
  return Object.fromEntries(new URLSearchParams(text ?? ""));
}

/** The data plane of Cosmos DB. https://learn.microsoft.com/rest/api/cosmos-db/ */
export function cosmosApi(tools: Tools): Api {
  return {
    service: serviceName,
    // The account itself, also as clients know it here, and all accounts: https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac
    audiences: (name, address) => ["https://cosmos.azure.com", `https://${name}.documents.azure.com`, address],
    tokenIn(headers) {
      const { type, sig } = signatureIn(headers);
      return type === "aad" ? sig : undefined;
    },
    throttled: tooManyRequests,
    handle: (request) => handle(tools, request),
    refuse,
  };
}

function handle(tools: Tools, request: ApiRequest): ApiAnswer {
  const account = accountNamed(tools.world.store, request.name);
  if (account === undefined) throw new CloudError("NotFound", `The account "${request.name}" does not exist.`, 404);
  const { principal } = request;
  if (principal === undefined) throw withoutToken(request, at(account.outputs, "disableLocalAuth") === true);
  const level = textHeader(request.headers, "x-ms-consistency-level");
  if (level !== undefined && !isWithin(account, level))
    throw badRequest(
      `ConsistencyLevel ${level} specified in the request is invalid when service is configured with a weaker level. Ensure the request consistency level is not stronger than the service consistency level.`,
    );
  return route({ ...tools, request, account, principal });
}

/** https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac#disable-local-auth */
function withoutToken({ headers }: ApiRequest, isDisabled: boolean): CloudError {
  if (headers.authorization === undefined)
    return unauthorized("Required Header authorization is missing. Ensure a valid Authorization token is passed.");
  if (isDisabled) return unauthorized("Local Authorization is disabled. Use an AAD token to authorize all requests.");
  return callLimit("the simulator's Cosmos DB takes access tokens of managed identities, and no keys");
}

function route(call: AccountCall): ApiAnswer {
  const { account, request, world } = call;
  const { method, segments } = request;
  const [dbs, databaseId, colls, containerId, ...rest] = segments.filter((segment) => segment !== "");
  if (dbs === undefined && method === "GET") return readAccount(call);
  if (dbs !== "dbs" || databaseId === undefined || (colls !== undefined && colls !== "colls")) throw unknown(call);
  const database = databaseIn(world.store, account, databaseId);
  if (containerId === undefined) {
    if (colls !== undefined || method !== "GET") throw unknown(call);
    if (database === undefined) throw ownerMissing();
    return readDatabase(call, database);
  }
  const container = database && containerIn(world.store, database, containerId);
  if (container === undefined) throw ownerMissing();
  const path = `dbs/${databaseId}/colls/${containerId}`;
  const answer = inContainer({ ...call, container, path }, rest);
  if (answer === undefined) throw unknown(call);
  return answer;
}

/** @returns `undefined` for what there is not. */
function inContainer(call: ContainerCall, [kind, id, ...others]: readonly string[]): ApiAnswer | undefined {
  const { method, headers } = call.request;
  if (kind === undefined) return method === "GET" ? readContainer(call) : undefined;
  if (kind === "pkranges" && id === undefined) return method === "GET" ? readRanges(call) : undefined;
  if (kind !== "docs" || others.length > 0) return undefined;
  const isPost = method === "POST" && id === undefined;
  const isQuery = isSet(headers, "x-ms-documentdb-isquery") || isSet(headers, "x-ms-cosmos-is-query-plan-request");
  if (isPost && isQuery) return query(call);
  return isPost && isSet(headers, "x-ms-cosmos-is-batch-request") ? batch(call) : onItem(call, id);
}

/** What management does is not for tokens; what else there is, the simulator does not have. */
function unknown({ account, request: { method, segments } }: AccountCall): CloudError {
  const path = segments.join("/");
  const isManagement = method !== "GET" && !segments.includes("docs");
  return isManagement
    ? notForTokens(requiredText(account.outputs, "name"), method, `/${path}`)
    : callLimit(`the simulator's Cosmos DB does not have ${method} /${path}`);
}

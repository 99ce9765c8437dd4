import type { IncomingHttpHeaders } from "node:http";
import { parseJson, requiredText } from "../../../../contract/read.ts";
import type { StoredResource, World } from "../../../../contract.ts";
import type { Documents } from "../../../../engines/documents.ts";
import type { ApiAnswer, ApiRequest } from "../../api/index.ts";
import { containerRid, type KeyValue, keyPathOf, partitionOf } from "../items.ts";
import { containerToken } from "../resources/entities.ts";
import { allowsData } from "../resources/roles.ts";
import { badRequest, forbidden } from "./errors.ts";

export interface Tools {
  readonly world: World;
  readonly documents: Documents;
}

/** A request to an account, by an identity. */
export interface AccountCall extends Tools {
  readonly request: ApiRequest;
  readonly account: StoredResource;
  readonly principal: string;
}

/** A request to a container, or to what is in it. */
export interface ContainerCall extends AccountCall {
  readonly container: StoredResource;
  /** `dbs/shop/colls/orders`. */
  readonly path: string;
}

const prefix = "azure/cosmosdb";

/** What the engine calls the items of a container. */
export function collectionOf({ id }: StoredResource): string {
  return prefix + id;
}

/** The container of a collection, while it is there. */
export function containerOf({ store }: World, collection: string): StoredResource | undefined {
  return store.get(containerToken, collection.slice(prefix.length));
}

/** @param path - What it is done to; `""` is the account. @throws DataError 403 */
export function requireAction(call: AccountCall, action: string, path: string): void {
  const { world, account, principal } = call;
  // "It can be assigned at any level": https://learn.microsoft.com/azure/cosmos-db/how-to-setup-rbac#metadata-requests
  const at = path === "" ? {} : { path };
  if (allowsData(world.store, account, { principal, action, ...at })) return;
  throw forbidden(requiredText(account.outputs, "name"), principal, action, `/${path}`);
}

export function textHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

export function isSet(headers: IncomingHttpHeaders, name: string): boolean {
  return textHeader(headers, name)?.toLowerCase() === "true";
}

/** The JSON that a request sends. @throws DataError 400 */
export function bodyOf({ body }: ApiRequest): unknown {
  const value = parseJson(new TextDecoder().decode(body));
  if (value === undefined)
    throw badRequest("The request payload is invalid. Ensure to provide a valid request payload.");
  return value;
}

/** A value that a partition key can have: no array and no object. */
function isKey(value: unknown): value is KeyValue {
  return value === undefined || value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** "2,048 bytes (101 bytes if large partition key isn't enabled)". https://learn.microsoft.com/azure/cosmos-db/concepts-limits#per-logical-partition */
function longestKey(container: StoredResource): number {
  return Object(container.outputs.resource).partitionKey.version === 2 ? 2_048 : 101;
}

/** The partition that a header names: `["user-1"]`, `[{}]` for items without the property. @throws DataError 400 */
export function partitionIn({ container, request }: ContainerCall): string | undefined {
  const header = textHeader(request.headers, "x-ms-documentdb-partitionkey");
  if (header === undefined) return undefined;
  const given = parseJson(header);
  const [first, ...others] = Array.isArray(given) ? given : [];
  const value: unknown = isEmptyObject(first) ? undefined : first;
  if (!Array.isArray(given) || given.length === 0 || others.length > 0 || !isKey(value))
    throw badRequest(`Partition key ${header} is invalid.`, 1001);
  if (Buffer.byteLength(String(value)) > longestKey(container))
    throw badRequest(`Partition key is larger than ${longestKey(container)} bytes.`);
  return partitionOf(value);
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

/** @throws DataError 400 */
export function requirePartition(call: ContainerCall): string {
  const partition = partitionIn(call);
  if (partition !== undefined) return partition;
  throw badRequest("PartitionKey value must be supplied for this operation.");
}

/** The partition that an item belongs to by what it says itself. */
export function partitionOfItem(container: StoredResource, item: unknown): string {
  const value = keyPathOf(container).reduce<unknown>((inside, name) => Object(inside)[name], item);
  return partitionOf(isKey(value) ? value : undefined);
}

/** An answer about a container, with what clients of all consistency levels read. */
export function answer(call: ContainerCall, given: ApiAnswer & { readonly revision?: number }): ApiAnswer {
  const { revision = call.world.clock.now() * 1_000, ...rest } = given;
  return {
    ...rest,
    headers: {
      "content-type": "application/json",
      "x-ms-request-charge": "1",
      "x-ms-alt-content-path": call.path,
      "x-ms-content-path": containerRid(call.container),
      // Nothing here is ever behind, so that a token that is sent is always reached.
      "x-ms-session-token": `0:-1#${revision}`,
      ...rest.headers,
    },
  };
}

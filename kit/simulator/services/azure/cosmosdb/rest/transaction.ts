import { at, isRecord, textAt } from "../../../../contract/read.ts";
import type { Properties, StoredResource } from "../../../../contract.ts";
import type { DocumentChange, Documents, StoredDocument } from "../../../../engines/documents.ts";
import { etagOf } from "../items.ts";
import { collectionOf, partitionOfItem } from "./call.ts";
import { alreadyThere, badRequest, notFound, preconditionFailed, tooLarge } from "./errors.ts";

/** "Maximum size of an item: 2 MB (UTF-8 length of JSON representation)". https://learn.microsoft.com/azure/cosmos-db/concepts-limits#per-item-limits */
export const largest = 2 * 1024 * 1024;

/** "Maximum length of ID value: 1,023 bytes". */
const longestId = 1_023;

/** An item as it is, or will be when a transaction is committed. */
export interface Version {
  readonly content: Properties;
  /** As it is stored. @default it is not yet */
  document?: StoredDocument | undefined;
}

/** What one operation came to. */
export interface Done {
  readonly status: number;
  /** The item afterwards. @default it is gone, or has not changed since it was asked for */
  readonly item?: Version;
}

/** What must be true of an item before something is done with it. */
export interface Preconditions {
  /** Its `_etag`, or `*` for any item. */
  readonly ifMatch?: string | undefined;
}

/**
 * Operations on items of one partition, which are done together or not at all. Each sees what those before it have done.
 * https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch
 */
export class Transaction {
  readonly #documents: Documents;
  readonly #container: StoredResource;
  readonly #partition: string;
  readonly #changes: DocumentChange[] = [];
  /** What has been put or removed so far. */
  readonly #versions = new Map<string, Version | undefined>();
  readonly #puts: (Version | undefined)[] = [];

  constructor(documents: Documents, container: StoredResource, partition: string) {
    this.#documents = documents;
    this.#container = container;
    this.#partition = partition;
  }

  commit(): void {
    const left = this.#documents.change(collectionOf(this.#container), this.#changes);
    for (const [index, version] of this.#puts.entries()) if (version !== undefined) version.document = left[index];
  }

  /** @throws DataError 409 */
  create(body: unknown): Done {
    const item = this.#itemIn(body);
    if (this.#find(item.id) !== undefined) throw alreadyThere();
    return { status: 201, item: this.#put(item.id, item.content) };
  }

  /** Creates an item, or replaces it. */
  upsert(body: unknown, { ifMatch }: Preconditions): Done {
    const item = this.#itemIn(body);
    const existing = this.#find(item.id);
    if (existing !== undefined) requireMatch(existing, ifMatch);
    return { status: existing === undefined ? 201 : 200, item: this.#put(item.id, item.content) };
  }

  read(id: string): Done & { readonly item: Version } {
    return { status: 200, item: this.#require(id) };
  }

  replace(id: string, body: unknown, { ifMatch }: Preconditions): Done {
    requireMatch(this.#require(id), ifMatch);
    const item = this.#itemIn(body);
    // "You can't change an item's id": https://learn.microsoft.com/rest/api/cosmos-db/replace-a-document
    if (item.id !== id) throw badRequest(`The id of the item is ${item.id}, and ${id} in the address.`);
    return { status: 200, item: this.#put(id, item.content) };
  }

  remove(id: string, { ifMatch }: Preconditions): Done {
    requireMatch(this.#require(id), ifMatch);
    this.#changes.push({ remove: { partition: this.#partition, id } });
    this.#puts.push(undefined);
    this.#versions.set(id, undefined);
    return { status: 204 };
  }

  /** @param change - What an item becomes. @throws DataError when it cannot be changed so. */
  patch(id: string, change: (item: Properties) => Properties, { ifMatch }: Preconditions): Done {
    const existing = this.#require(id);
    requireMatch(existing, ifMatch);
    const item = this.#itemIn(change(existing.content));
    if (item.id !== id) throw badRequest("The id of an item cannot be patched.");
    return { status: 200, item: this.#put(id, item.content) };
  }

  #find(id: string): Version | undefined {
    if (this.#versions.has(id)) return this.#versions.get(id);
    const document = this.#documents.find(collectionOf(this.#container), { partition: this.#partition, id });
    return document && { content: document.content, document };
  }

  #require(id: string): Version {
    const found = this.#find(id);
    if (found === undefined) throw notFound();
    return found;
  }

  #put(id: string, content: Properties): Version {
    const version: Version = { content };
    this.#changes.push({ put: { partition: this.#partition, id }, content });
    this.#puts.push(version);
    this.#versions.set(id, version);
    return version;
  }

  /** @throws DataError 400 for what is not an item of this partition, 413 */
  #itemIn(body: unknown): { readonly id: string; readonly content: Properties } {
    if (!isRecord(body)) throw badRequest("The request payload is invalid. Ensure to provide a valid request payload.");
    const id = requireId(textAt(body, "id"));
    requireTtl(at(body, "ttl"));
    if (Buffer.byteLength(JSON.stringify(body)) > largest) throw tooLarge();
    if (partitionOfItem(this.#container, body) === this.#partition) return { id, content: body };
    throw badRequest("PartitionKey extracted from document doesn't match the one specified in the header.", 1001);
  }
}

function requireMatch({ document }: Version, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch === "*") return;
  if (document === undefined || etagOf(document) !== ifMatch) throw preconditionFailed();
}

/** https://learn.microsoft.com/azure/cosmos-db/concepts-limits#per-item-limits */
function requireId(id: string | undefined): string {
  if (id === undefined || id === "")
    throw badRequest("The input content is invalid because the required properties - 'id; ' - are missing.");
  if (Buffer.byteLength(id) > longestId) throw badRequest(`The id has more than ${longestId} bytes.`);
  if (/[/\\]/.test(id)) throw badRequest(`The id ${id} has characters that are not allowed: / or \\.`);
  return id;
}

/** https://learn.microsoft.com/azure/cosmos-db/time-to-live#time-to-live-for-containers-and-items */
function requireTtl(ttl: unknown): void {
  if (ttl === undefined || ttl === -1) return;
  if (typeof ttl === "number" && Number.isInteger(ttl) && ttl > 0 && ttl <= 2_147_483_647) return;
  throw badRequest(
    `The input ttl '${JSON.stringify(ttl)}' is invalid. Ensure to provide a nonzero positive integer less than or equal to '2147483647', or '-1' which means never expire.`,
  );
}

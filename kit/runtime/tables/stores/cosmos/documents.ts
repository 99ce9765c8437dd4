import type { TableLayout } from "../../../../spec/index.ts";
import { tableLimits } from "../../../../spec/tables/limits.ts";
import { bytesOf } from "../../../platform/utf8.ts";
import type { Item, RecordKey, RecordWrite, StoredRecord } from "../../store.ts";

/** Sorted as the bytes of a text are, however texts themselves are sorted. */
export const hexOf = (text: string): string => Buffer.from(text).toString("hex");

/** The id of an item in its partition. */
export const itemId = (sort = ""): string => `k${hexOf(sort)}`;
/** The id of the counters beside an item: before those of all items. */
export const countersId = (sort = ""): string => `c${hexOf(sort)}`;
/** The value of the partition key. */
export const partitionKey = (partition: string): string => hexOf(partition);

/**
 * What databases may sort in another way than by UTF-8 bytes. How Cosmos DB sorts texts is not documented, and Microsoft's own client merges
 * them by UTF-16 units: https://github.com/Azure/azure-sdk-for-rust/blob/main/sdk/cosmos/azure_data_cosmos_driver/src/driver/dataflow/order_by.rs
 */
const isOdd = (value: unknown): value is string =>
  typeof value === "string" && /[\uD800-\uFFFF]/.test(value) && bytesOf(value) <= tableLimits.key;

/** Of all properties that could be sorted by, since an index that is added later must find the items that are there. */
function oddlySorted(item: Item): { readonly hex?: Readonly<Record<string, string>> } {
  const odd = Object.entries(item).flatMap(([name, value]) => (isOdd(value) ? [[name, hexOf(value)] as const] : []));
  return odd.length === 0 ? {} : { hex: Object.fromEntries(odd) };
}

const day = 86_400;
/** https://learn.microsoft.com/azure/cosmos-db/time-to-live */
const forever = -1;
const longest = 2_147_483_647;

/** Seconds until Cosmos DB hides an item, by its own clock: a day after it has expired, so that it never does before. */
function ttlOf(item: Item, expires: string): number {
  const time = item[expires];
  if (typeof time !== "number") return forever;
  const left = Math.max(0, time - Math.floor(Date.now() / 1_000)) + day;
  return left > longest ? forever : left;
}

/** What is stored of an item beside its id and partition. */
function contentOf({ put = {}, stamp }: RecordWrite, { expires }: TableLayout) {
  const ttl = expires === undefined ? {} : { ttl: ttlOf(put, expires) };
  return { item: put, stamp, ...oddlySorted(put), ...ttl };
}

/** Where a document is. */
export const placeOf = ({ partition, sort }: RecordKey, idOf: typeof itemId) => ({
  id: idOf(sort),
  pk: partitionKey(partition),
});

/** The document of an item as a write leaves it. */
export const documentOf = (write: RecordWrite, layout: TableLayout) => ({
  ...placeOf(write.key, itemId),
  ...contentOf(write, layout),
});

/** One operation of a batch: https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch */
export interface Operation {
  readonly operationType: "Create" | "Upsert" | "Replace" | "Delete" | "Patch";
  readonly id?: string;
  readonly ifMatch?: string;
  readonly resourceBody?: object;
}

/** Changes an item under a condition that says whether it has expired, which whoever may not read cannot look for. */
function patching(
  sort: string | undefined,
  content: object,
  [test, ifMatch]: readonly [test: string, ifMatch?: string],
): Operation {
  const operations = Object.entries(content).map(([name, value]) => ({ op: "set", path: `/${name}`, value }));
  const resourceBody = { operations, condition: `from c where ${test}` };
  return { operationType: "Patch", id: itemId(sort), ...(ifMatch === undefined ? {} : { ifMatch }), resourceBody };
}

const isOver = (expires: string): string => `c.item["${expires}"] <= ${Math.floor(Date.now() / 1_000)}`;
const isLive = (expires: string): string =>
  `IS_DEFINED(c.item["${expires}"]) = false OR c.item["${expires}"] > ${Math.floor(Date.now() / 1_000)}`;

/**
 * Deletes what may not be there. To delete what is not would fail, and the batch with it: so it is put before. 25 items with their counters
 * are the 100 operations that a batch may have: https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch#limitations
 */
const removing = (place: { readonly id: string }): readonly Operation[] => [
  { operationType: "Upsert", resourceBody: place },
  { operationType: "Delete", id: place.id },
];

function putting(write: RecordWrite, layout: TableLayout, mayBeOver: boolean): Operation {
  const { key, condition } = write;
  const { expires } = layout;
  const content = { hex: {}, ...contentOf(write, layout) };
  const resourceBody = documentOf(write, layout);
  if (typeof condition === "object") {
    const { version: ifMatch } = condition;
    if (expires !== undefined) return patching(key.sort, content, [isLive(expires), ifMatch]);
    return { operationType: "Replace", id: resourceBody.id, ifMatch, resourceBody };
  }
  if (mayBeOver && expires !== undefined) return patching(key.sort, content, [isOver(expires)]);
  return { operationType: condition === "absent" ? "Create" : "Upsert", resourceBody };
}

function deleting({ key, condition, stamp }: RecordWrite, { expires }: TableLayout): readonly Operation[] {
  const place = placeOf(key, itemId);
  if (typeof condition !== "object") return removing(place);
  const { version: ifMatch } = condition;
  if (expires === undefined) return [{ operationType: "Delete", id: place.id, ifMatch }];
  // A deletion takes no other condition.
  return [patching(key.sort, { stamp }, [isLive(expires), ifMatch]), { operationType: "Delete", id: place.id }];
}

/**
 * A write as operations of a batch; what is deleted loses its counters with it.
 * @param mayBeOver - Whether it is to take the place of an item that has expired.
 */
export function operationsOf(write: RecordWrite, layout: TableLayout, mayBeOver: boolean): readonly Operation[] {
  if (write.put !== undefined) return [putting(write, layout, mayBeOver)];
  const own = deleting(write, layout);
  return layout.counters.length > 0 ? [...own, ...removing(placeOf(write.key, countersId))] : own;
}

/** A document as it is found. */
export interface Found {
  readonly item: Item;
  readonly stamp: string;
  readonly _etag: string;
}

export const toRecord = ({ item, stamp, _etag }: Found): StoredRecord => ({ item, stamp, version: _etag });

/** The same order among texts as that of records by several properties: none has U+0000. */
export const rankOf = ({ item }: StoredRecord, names: readonly string[]): string =>
  hexOf(names.map((name) => String(item[name])).join("\0"));

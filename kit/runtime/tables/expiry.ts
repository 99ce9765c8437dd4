import type { TableLayout } from "../../spec/index.ts";
import type { Condition, Item, StoredRecord } from "./store.ts";

type Expires = Pick<TableLayout, "expires">;

/** Whether an item has expired, and is not found any more. */
export function isOver(item: Item, { expires }: Expires): boolean {
  const time = expires === undefined ? undefined : item[expires];
  return typeof time === "number" && time * 1_000 <= Date.now();
}

/** A record, unless it has expired. */
export const liveOf = (record: StoredRecord | undefined, layout: Expires): StoredRecord | undefined =>
  record === undefined || isOver(record.item, layout) ? undefined : record;

/** Whether a record, or its absence, meets the condition of a write. */
export function isMet(condition: Condition | undefined, found: StoredRecord | undefined, layout: Expires): boolean {
  if (condition === undefined) return true;
  const record = liveOf(found, layout);
  return condition === "absent" ? record === undefined : record?.version === condition.version;
}

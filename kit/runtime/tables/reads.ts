import type { Stored, TableLayout } from "../../spec/index.ts";
import { tableLimits } from "../../spec/tables/limits.ts";
import type { CurrentRun } from "../origin.ts";
import { refuse } from "./errors.ts";
import { liveOf } from "./expiry.ts";
import { type AskedPage, pagesOf, toQuestion } from "./pages.ts";
import { ifPassing, retrying } from "./retry.ts";
import type { Item, RangeQuery, RecordKey, StoredRecord, TableStore } from "./store.ts";
import { toRecordKey } from "./values.ts";

/** A table that is opened for a function. */
export interface OpenTable {
  readonly layout: TableLayout;
  readonly store: TableStore;
  /** The run that asks. */
  current(): CurrentRun | undefined;
}

/** The same text for the same key, and for no other. */
export const keyText = ({ partition, sort }: RecordKey): string => JSON.stringify([partition, sort]);

function toStored(record: StoredRecord | undefined, layout: TableLayout): Stored<Item> | undefined {
  const live = liveOf(record, layout);
  return live && { value: live.item, version: live.version };
}

/** The key of an item that nobody needs, for questions that are about the table. */
export const anyKey = ({ key: [, sort] }: TableLayout): RecordKey => ({
  ...{ partition: "check", ...(sort === undefined ? {} : { sort: "check" }) },
});

/** What a handler is handed for a table that it may read. */
export function readsOf({ layout, store, current }: OpenTable) {
  const { key: names, indexes, counters } = layout;
  const retried = <T>(work: () => Promise<T>): Promise<T> => retrying(work, ifPassing, current()?.deadline);
  const find = (query: RangeQuery) => retried(() => store.find(query));
  const getMany = async (keys: readonly unknown[]) => {
    if (keys.length > tableLimits.getMany) {
      refuse(`${keys.length} keys are asked for, and can be ${tableLimits.getMany} at a time.`);
    }
    const asked = keys.map((values) => toRecordKey(names, values));
    const distinct = [...new Map(asked.map((key) => [keyText(key), key])).values()];
    const records = distinct.length === 0 ? [] : await retried(() => store.read(distinct));
    const found = new Map(distinct.map((key, at) => [keyText(key), records[at]]));
    return asked.map((key) => toStored(found.get(keyText(key)), layout));
  };
  return {
    get: async (values: unknown) => (await getMany([values]))[0],
    getMany,
    query(values: unknown, asked?: AskedPage) {
      const ask = () => {
        if (names[1] === undefined) refuse("The table sorts nothing: ask for an item by its key.");
        return toQuestion(names, values, asked);
      };
      return pagesOf(ask, layout, find);
    },
    queryIndex(index: string, values: unknown, asked?: AskedPage) {
      const ask = () => {
        const named = Object.hasOwn(indexes, index) ? indexes[index] : undefined;
        if (named === undefined) refuse(`The table has no index ${JSON.stringify(index)}.`);
        return toQuestion(named, values, asked, index);
      };
      return pagesOf(ask, layout, find);
    },
    async counters(values: unknown) {
      const key = toRecordKey(names, values);
      const raised = await retried(() => store.counters(key));
      return Object.fromEntries(counters.map((name) => [name, raised[name] ?? 0]));
    },
    check: async (): Promise<void> => void (await retried(() => store.read([anyKey(layout)]))),
  };
}

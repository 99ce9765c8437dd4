import type { Stored, TableLayout } from "../../../spec/index.ts";
import { tableLimits } from "../../../spec/tables/limits.ts";
import { onTable, refuse } from "../errors.ts";
import { liveOf } from "../expiry.ts";
import { anyKey, keyText } from "../keys.ts";
import type { OpenTable } from "../open.ts";
import { type AskedPage, pageOf, pagesOf, type Question, toQuestion } from "../pages.ts";
import { ifPassing, retrying } from "../retry.ts";
import type { Item, RangeQuery, StoredRecord, TableReader } from "../store.ts";
import { toRecordKey } from "../values.ts";

function toStored(record: StoredRecord | undefined, layout: TableLayout): Stored<Item> | undefined {
  const live = liveOf(record, layout);
  return live && { value: live.item, version: live.version };
}

/** What a handler is handed for a table that it may read. */
export function readsOf({ name, layout, store, current }: OpenTable<TableReader>) {
  const { key: names, indexes, counters } = layout;
  const retried = <T>(work: () => Promise<T>): Promise<T> => retrying(work, ifPassing, current()?.deadline);
  const find = (query: RangeQuery) => retried(() => store.find(query));
  const getMany = (keys: readonly unknown[]) =>
    onTable(name, async () => {
      if (keys.length > tableLimits.getMany) {
        refuse(`${keys.length} keys are asked for, and can be ${tableLimits.getMany} at a time.`);
      }
      const asked = keys.map((values) => toRecordKey(names, values));
      const distinct = [...new Map(asked.map((key) => [keyText(key), key])).values()];
      const records = distinct.length === 0 ? [] : await retried(() => store.read(distinct));
      const found = new Map(distinct.map((key, at) => [keyText(key), records[at]]));
      return asked.map((key) => toStored(found.get(keyText(key)), layout));
    });
  /** @param ask - What throws for a question that is not right, so that whoever waits hears of it. */
  const pages = (ask: () => Question) =>
    pagesOf((cursor) =>
      onTable(name, () => pageOf({ ...ask(), ...(cursor === undefined ? {} : { cursor }) }, layout, find)),
    );
  return {
    get: async (values: unknown) => (await getMany([values]))[0],
    getMany,
    query(values: unknown, asked?: AskedPage) {
      return pages(() => {
        if (names[1] === undefined) refuse("it sorts nothing: ask for an item by its key.");
        return toQuestion(names, values, asked);
      });
    },
    queryIndex(index: string, values: unknown, asked?: AskedPage) {
      return pages(() => {
        const named = Object.hasOwn(indexes, index) ? indexes[index] : undefined;
        if (named === undefined) refuse(`it has no index ${JSON.stringify(index)}.`);
        return toQuestion(named, values, asked, index);
      });
    },
    counters: (values: unknown) =>
      onTable(name, async () => {
        const key = toRecordKey(names, values);
        const raised = await retried(() => store.counters(key));
        return Object.fromEntries(counters.map((counter) => [counter, raised[counter] ?? 0]));
      }),
    check: () => onTable(name, async () => void (await retried(() => store.read([anyKey(layout)])))),
  };
}

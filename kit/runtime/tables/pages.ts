import type { Names, Page, Pages, TableLayout } from "../../spec/index.ts";
import { tableLimits } from "../../spec/tables/limits.ts";
import { readCursor, toCursor } from "./cursor.ts";
import { refuse } from "./errors.ts";
import { isOver } from "./expiry.ts";
import { requireOptions } from "./options.ts";
import { inByteOrder } from "./order.ts";
import type { FoundRecords, Item, RangeQuery, StoredRecord } from "./store.ts";
import { toKeyValue } from "./values.ts";

/** What is asked for, as handlers write it. */
export interface AskedPage {
  readonly limit?: number;
  readonly cursor?: string;
  readonly order?: string;
  readonly prefix?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Items of a table that are asked for. */
export interface Question extends Omit<RangeQuery, "limit" | "after"> {
  readonly limit: number;
  readonly cursor?: string;
}

/** Asks a store once. */
export type Find = (query: RangeQuery) => Promise<FoundRecords>;

function toRange({ prefix, from, to }: AskedPage, sort: string | undefined): RangeQuery["range"] {
  const asked = [prefix, from, to].some((value) => value !== undefined);
  if (asked && sort === undefined) refuse("`prefix`, `from` and `to` need a sort key, which is missing here.");
  if (prefix !== undefined && (from !== undefined || to !== undefined))
    refuse("ask for a `prefix`, or `from` and `to`, not both.");
  // An empty prefix is every one, and databases differ about it.
  if (prefix !== undefined) return prefix === "" ? {} : { prefix: toKeyValue(prefix, "prefix") };
  return {
    ...(from === undefined || from === "" ? {} : { from: toKeyValue(from, "from") }),
    ...(to === undefined ? {} : { to: toKeyValue(to, "to") }),
  };
}

/** The names of what can be said of a page. */
const pageOptions = ["limit", "cursor", "order", "prefix", "from", "to"];

/** @throws TableError `Invalid` */
export function toQuestion(names: Names, values: unknown, asked: AskedPage = {}, index?: string): Question {
  requireOptions(asked, pageOptions);
  const [name, sort] = names;
  const { limit = 100, order = "ascending", cursor } = asked;
  if (!Number.isInteger(limit) || limit < 1 || limit > tableLimits.page) {
    refuse(`the limit is ${limit}, and must be a whole number from 1 to ${tableLimits.page}.`);
  }
  if (order !== "ascending" && order !== "descending") refuse('the order is "ascending" or "descending".');
  return {
    ...(index === undefined ? {} : { index }),
    ...{ names, limit, descending: order === "descending", range: toRange(asked, sort) },
    partition: toKeyValue(Object(values)[name], name),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

/** A range that ends before it begins, which databases refuse or find nothing in. */
function isNothing(range: RangeQuery["range"]): boolean {
  if ("prefix" in range) return false;
  const { from, to } = range;
  return from !== undefined && to !== undefined && inByteOrder(from, to) > 0;
}

/** The properties that say where a record stands among those that are asked for. */
const positionNames = ({ key }: Pick<TableLayout, "key">, [, sort]: Names): readonly string[] =>
  [...new Set([...key, sort])].filter((name) => name !== undefined);

/** One page, whole: as many as were asked for where there are so many, and a cursor only where there are more. */
export async function pageOf(question: Question, layout: TableLayout, find: Find): Promise<Page<Item>> {
  const { limit, cursor, ...same } = question;
  const names = positionNames(layout, question.names);
  const positionOf = ({ item }: StoredRecord) => Object.fromEntries(names.map((name) => [name, String(item[name])]));
  let after = cursor === undefined ? undefined : readCursor(cursor, same, names);
  const live: StoredRecord[] = [];
  for (let isEnd = isNothing(same.range); !isEnd && live.length <= limit; ) {
    const left = limit + 1 - live.length;
    const found = await find({ ...same, limit: left, ...(after === undefined ? {} : { after }) });
    const last = found.records.at(-1);
    live.push(...found.records.filter(({ item }) => !isOver(item, layout)));
    if (last !== undefined) after = positionOf(last);
    isEnd = found.isEnd || last === undefined;
  }
  const last = live[limit - 1];
  const items = live.slice(0, limit).map(({ item, version }) => ({ value: item, version }));
  return last !== undefined && live.length > limit ? { items, cursor: toCursor(same, positionOf(last)) } : { items };
}

/**
 * Asks for a page, and for those after it if somebody iterates.
 * @param pageAfter - Asks for the one that a cursor leads to, or for the one that was asked for.
 */
export function pagesOf(pageAfter: (cursor?: string) => Promise<Page<Item>>): Pages<Item> {
  const first = pageAfter();
  return Object.assign(first, {
    async *[Symbol.asyncIterator]() {
      for (let page = await first; ; page = await pageAfter(page.cursor)) {
        yield page;
        if (page.cursor === undefined) return;
      }
    },
  });
}

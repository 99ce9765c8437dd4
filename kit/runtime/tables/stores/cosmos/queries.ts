import type { Names } from "../../../../spec/index.ts";
import type { RangeQuery } from "../../store.ts";
import { hexOf, itemId, partitionKey } from "./documents.ts";

/** A query as the API takes it: https://learn.microsoft.com/rest/api/cosmos-db/query-documents */
export interface CosmosQuery {
  readonly query: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
}

/** Part of a query, with the values that stand in it. */
export type Condition = readonly [text: string, values?: Readonly<Record<string, string>>];

/** @param wanted - What is answered of a document. @default what there is of an item in one of ours */
export function toQuery(
  conditions: readonly Condition[],
  paths: readonly string[],
  { descending }: RangeQuery,
  wanted = "c.item, c.stamp, c._etag",
): CosmosQuery {
  const where = conditions.map(([text]) => text).join(" AND ");
  const order = paths.map((path) => `${path} ${descending ? "DESC" : "ASC"}`).join(", ");
  const values = Object.assign({}, ...conditions.map(([, given]) => given));
  return {
    query: `SELECT ${wanted} FROM c WHERE ${where} ORDER BY ${order}`,
    parameters: Object.entries<string>(values).map(([name, value]) => ({ name, value })),
  };
}

/** What is in a range. @param encode - How texts stand at the path. */
export function within(
  path: string,
  range: RangeQuery["range"],
  encode: (text: string) => string,
): readonly Condition[] {
  if ("prefix" in range) return [[`STARTSWITH(${path}, @prefix)`, { "@prefix": encode(range.prefix) }]];
  const { from, to } = range;
  return [
    ...(from === undefined ? [] : [[`${path} >= @from`, { "@from": encode(from) }] as const]),
    ...(to === undefined ? [] : [[`${path} <= @to`, { "@to": encode(to) }] as const]),
  ];
}

/** What a record has at a path that records are sorted by. */
export type Part = readonly [path: string, value: string];

/** What comes after a record, which has some parts. */
export function past([first, ...more]: readonly Part[], descending: boolean): Condition {
  if (first === undefined) return ["false"];
  const [path, value] = first;
  const name = `@after${more.length}`;
  const [text, values] = past(more, descending);
  const isPast = `${path} ${descending ? "<" : ">"} ${name}`;
  return [`(${isPast} OR (${path} = ${name} AND ${text}))`, { ...values, [name]: value }];
}

/** Asks a partition of a table: its ids sort its items. */
export function partitionQuery(query: RangeQuery): CosmosQuery {
  const { range, after, names } = query;
  const [, sort = ""] = names;
  return toQuery(
    [
      // From the first item, which is after all counters.
      ...within("c.id", "prefix" in range ? range : { ...range, from: range.from ?? "" }, itemId),
      ...(after === undefined ? [] : [past([["c.id", itemId(after[sort])]], query.descending)]),
    ],
    ["c.id"],
    query,
  );
}

/** One query for values as they are, and one for those that are stored in hexadecimal besides, because they may be sorted in another way. */
const forms = ["item", "hex"] as const;

function indexQuery(query: RangeQuery, [partition, own]: Names, form: (typeof forms)[number]): CosmosQuery {
  const {
    names: [name, sort],
    after,
  } = query;
  const encode = form === "hex" ? hexOf : (text: string) => text;
  const path = `c.${form}["${sort}"]`;
  const sorted: readonly Condition[] =
    sort === undefined
      ? []
      : [
          [`IS_DEFINED(${path})`],
          ...(form === "item" ? [[`IS_DEFINED(c.hex["${sort}"]) = false`] as const] : []),
          ...within(path, query.range, encode),
        ];
  const parts: readonly Part[] = [
    ...(sort === undefined ? [] : [[path, encode(after?.[sort] ?? "")] as const]),
    ["c.pk", partitionKey(after?.[partition] ?? "")],
    ["c.id", itemId(own && after?.[own])],
  ];
  return toQuery(
    [
      [`c.item["${name}"] = @partition`, { "@partition": query.partition }],
      ...sorted,
      ...(after === undefined ? [] : [past(parts, query.descending)]),
    ],
    [`c.item["${name}"]`, ...parts.map(([each]) => each)],
    query,
  );
}

/** Asks one range of partitions for what an index finds: what is found by each has to be merged. */
export const indexQueries = (query: RangeQuery, key: Names): readonly CosmosQuery[] =>
  (query.names[1] === undefined ? [forms[0]] : forms).map((form) => indexQuery(query, key, form));

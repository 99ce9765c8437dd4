import { formatPath, nameField } from "../data/paths.ts";
import { isName, type Order, type Query } from "./parse.ts";

/**
 * The whole order of a query: fields with an inequality follow those that it names, and the name of the document comes last,
 * each in the direction of the last one named.
 * https://cloud.google.com/firestore/docs/reference/rest/v1/StructuredQuery (`orderBy`)
 */
export function orderOf({ orders, filters }: Pick<Query, "orders" | "filters">): readonly Order[] {
  const isDescending = orders.at(-1)?.isDescending ?? false;
  const named = new Set(orders.map(({ path }) => formatPath(path)));
  const implied = new Map(
    filters.filter(({ operator }) => operator !== "EQUAL").map(({ path }) => [formatPath(path), path] as const),
  );
  const added = [...implied]
    .filter(([text, path]) => !named.has(text) && !isName(path))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, path]) => ({ path, isDescending }));
  const all = [...orders, ...added];
  return all.some(({ path }) => isName(path)) ? all : [...all, { path: [nameField], isDescending }];
}

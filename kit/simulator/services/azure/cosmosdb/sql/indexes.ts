import { at, isRecord, recordsAt, textAt } from "../../../../contract/read.ts";
import type { Order } from "./parse.ts";

/** What a path of a policy covers: `/address/?` one property, `/address/*` all that is below. */
function covers(pattern: string, path: string): boolean {
  const plain = pattern.replaceAll('"', "");
  if (plain.endsWith("/?")) return path === plain.slice(0, -2);
  return plain.endsWith("/*") && `${path}/`.startsWith(plain.slice(0, -1));
}

/** The most specific path of a list that covers one: `""` where none does. */
function closest(policy: unknown, list: "includedPaths" | "excludedPaths", path: string): string {
  const patterns = recordsAt(policy, list).map((entry) => textAt(entry, "path") ?? "");
  return patterns.filter((pattern) => covers(pattern, path)).reduce(moreSpecific, "");
}

/** "More precise paths … `/?` is more precise than `/*`". https://learn.microsoft.com/azure/cosmos-db/index-policy#includeexclude-precedence */
function moreSpecific(one: string, other: string): string {
  const depths = [one, other].map((pattern) => pattern.split("/").length * 2 + (pattern.endsWith("?") ? 1 : 0));
  return (depths[1] ?? 0) > (depths[0] ?? 0) ? other : one;
}

/** The path of a policy that indexes a property, and not with all others. `undefined`: none does. */
function ownPath(policy: unknown, path: string): string | undefined {
  const [included, excluded] = [closest(policy, "includedPaths", path), closest(policy, "excludedPaths", path)];
  const isIndexed = included !== "" && moreSpecific(excluded, included) === included;
  return isIndexed ? included : undefined;
}

/** "The system properties id and _ts are automatically indexed." */
const always = ["/id", "/_ts"];

/**
 * Why a container's indexes do not serve an order, in the service's words. `undefined`: they do.
 * https://learn.microsoft.com/azure/cosmos-db/index-policy#order-by-queries-on-multiple-properties
 */
export function missingIndex(policy: unknown, orders: readonly Order[]): string | undefined {
  if (orders.length > 1) {
    return isComposed(policy, orders)
      ? undefined
      : "The order by query does not have a corresponding composite index that it can be served from.";
  }
  const paths = orders.map(pathOf);
  return paths.every((path) => always.includes(path) || ownPath(policy, path) !== undefined)
    ? undefined
    : "The index path corresponding to the specified order-by item is excluded.";
}

function pathOf({ path }: Order): string {
  return `/${path.join("/")}`;
}

/** The paths in the same sequence, and all directions the same or all the other way. */
function isComposed(policy: unknown, orders: readonly Order[]): boolean {
  const indexes = at(policy, "compositeIndexes");
  return (
    Array.isArray(indexes) &&
    indexes.some(
      (index: unknown) =>
        Array.isArray(index) &&
        index.length === orders.length &&
        [false, true].some((isReversed) => index.every((entry, at) => isLike(entry, orders[at], isReversed))),
    )
  );
}

function isLike(entry: unknown, order: Order | undefined, isReversed: boolean): boolean {
  if (!isRecord(entry) || order === undefined || entry.path !== pathOf(order)) return false;
  const isDescending = textAt(entry, "order") === "descending";
  return (isDescending !== isReversed) === order.isDescending;
}

/**
 * Whether items without the property are left out of an order: unless a path of the policy names it.
 * https://learn.microsoft.com/azure/cosmos-db/nosql/query/order-by#documents-with-missing-fields
 */
export function leavesOut(policy: unknown, orders: readonly Order[]): boolean {
  return orders.length > 1 || orders.some((order) => (ownPath(policy, pathOf(order)) ?? "/*") === "/*");
}

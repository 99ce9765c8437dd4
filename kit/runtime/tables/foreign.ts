import { tableLimits } from "../../spec/tables/limits.ts";
import { refuse } from "./errors.ts";
import type { Item } from "./store.ts";
import { isKeyValue } from "./values.ts";

/**
 * Refuses an item of another program that has no place in an order of texts: where it stands, no cursor could say.
 * @param names - The properties of the key and the index that it was found by.
 * @throws TableError `Invalid` naming the property
 */
export function requirePlace(item: Item, names: readonly (string | undefined)[], table: string): void {
  const wrong = names.find((name) => name !== undefined && !isKeyValue(item[name]));
  if (wrong === undefined) return;
  const what = `"${table}" has an item whose "${wrong}" is not a well-formed text of 1 to ${tableLimits.key} bytes without U+0000`;
  refuse(`${what}: a key or an index needs a property that has one in each item.`);
}

import type { Names } from "./settle.ts";

/**
 * The properties by which a container that Fourfold has not made sorts what a key or an index finds: what that sorts by, and the key, so that
 * each item has a place of its own. By several, a container sorts with a composite index alone; the property that all have in common comes
 * first in it, since it finds them: https://learn.microsoft.com/azure/cosmos-db/index-policy#composite-indexes
 */
export function foreignOrder([name, sort]: Names, key: Names): readonly string[] {
  const places = [...new Set([sort, ...key])].filter((each) => each !== undefined && each !== name);
  const order = places.length === 1 ? places : [name, ...places];
  return order.filter((each) => each !== undefined);
}

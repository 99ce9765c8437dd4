import type { SettledLink } from "../../../spec/index.ts";
import type { OpenTable } from "../open.ts";
import { readsOf } from "./reads.ts";
import { updatesOf } from "./updates.ts";
import { writesOf } from "./writes.ts";

/** What a handler is handed for a table, by what its link may do. */
export function facesOf({ verbs }: Pick<SettledLink, "verbs">, table: OpenTable): object {
  const reads = verbs.includes("read") ? readsOf(table) : undefined;
  const writes = verbs.includes("write") ? writesOf(table) : undefined;
  // It can be checked by reading where it may be read: that costs least.
  return { ...writes, ...reads, ...(reads && writes && updatesOf(table, reads)) };
}

import type { TableLayout } from "../../spec/index.ts";
import type { OpenLink } from "../links.ts";
import { followRuns } from "../platform/follow-runs.ts";
import { readsOf } from "./reads.ts";
import type { TableReader, TableStore } from "./store.ts";
import { writesOf } from "./writes.ts";

/** What a handler is handed for a table, by what its link may do. */
export function openTable(link: OpenLink, layout: TableLayout, store: TableStore): object {
  const table = { name: link.name, layout, store, current: followRuns(link) };
  const { verbs } = link;
  return {
    ...(verbs.includes("write") ? writesOf(table) : {}),
    // It can be checked by reading where it may be read: that costs least.
    ...(verbs.includes("read") ? readsOf(table) : {}),
  };
}

/** The same for a table that can only be read, whatever its link may do. */
export function openReader(link: OpenLink, layout: TableLayout, store: TableReader): object {
  return readsOf({ name: link.name, layout, store, current: followRuns(link) });
}

import type { TableLayout } from "../../spec/index.ts";
import type { OpenLink } from "../links.ts";
import type { CurrentRun } from "../origin.ts";
import { followRuns } from "../platform/follow-runs.ts";
import type { TableStore, WritableStore } from "./store.ts";

/** A table that is opened for a function, to which it may do what its store can. */
export interface OpenTable<S = TableStore> {
  /** Its name in the set. */
  readonly name: string;
  readonly layout: TableLayout;
  readonly store: S;
  /** The run that asks. */
  current(): CurrentRun | undefined;
}

/** One that may only be written. */
export type WritableTable = OpenTable<WritableStore>;

/** Opens a linked table. */
export const openTable = <S>(link: OpenLink, layout: TableLayout, store: S): OpenTable<S> => ({
  ...{ name: link.name, layout, store, current: followRuns(link) },
});

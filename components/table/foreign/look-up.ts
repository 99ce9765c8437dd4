import type { InvokeOptions, Output } from "@pulumi/pulumi";
import type { TableLayout } from "fourfold";

/** A table that Fourfold has not made, as a set describes it. */
export interface ForeignTable {
  readonly layout: TableLayout;
  /** How the cloud is asked. */
  readonly asked: InvokeOptions;
  /** @throws FourfoldError `ERR_BIND` */
  refuse(what: string, fix: string): never;
}

/**
 * Asks a cloud for what links need to know of a table, in a preview, too.
 * @param found - The parts of its name.
 * @throws FourfoldError `ERR_BIND` in the output where the table is not as it is described.
 */
export type LookUp = (found: Readonly<Record<string, string>>, table: ForeignTable) => Output<Record<string, string>>;

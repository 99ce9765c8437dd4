import type { TableLayout } from "../../../spec/index.ts";
import type { Environment, OpenLink } from "../../links.ts";
import { describedBy } from "../address.ts";

/** Where a linked table is, and by what its items are found. */
export interface TableAddress {
  /** The name, the address, or the name of the binding. */
  readonly address: string;
  readonly layout: TableLayout;
}

/** @throws FourfoldError `ERR_LINK` */
export const tableAddressOf = (link: OpenLink, environment: Environment): TableAddress =>
  describedBy(link, environment);

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

/**
 * Where a table is that Fourfold has made, on clouds where what opens one could not read another, and might even change it.
 * @throws FourfoldError `ERR_LINK`
 */
export function ownAddressOf(link: OpenLink, environment: Environment): TableAddress {
  const own = tableAddressOf(link, environment);
  if (own.layout.foreign === undefined) return own;
  throw link.fail(`its code opens tables that Fourfold has made, and "${link.name}" is not one.`);
}

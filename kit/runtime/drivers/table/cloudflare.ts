import type { Driver, Environment, OpenLink } from "../../links.ts";
import { facesOf } from "../../tables/faces/by-verbs.ts";
import { readsOf } from "../../tables/faces/reads.ts";
import { writesOf } from "../../tables/faces/writes.ts";
import { type OpenTable, openTable } from "../../tables/open.ts";
import { D1Table } from "../../tables/stores/d1/table.ts";
import { ownAddressOf } from "./address.ts";
import { databaseOf } from "./database.ts";

/** @throws FourfoldError `ERR_LINK` */
function tableOf(link: OpenLink, bindings: Environment): OpenTable {
  const { address, layout } = ownAddressOf(link, bindings);
  return openTable(link, layout, new D1Table(databaseOf(link, bindings, address), layout));
}

/** A table that the function may read or write. */
export const open: Driver = (link, bindings) => facesOf(link, tableOf(link, bindings));

/** A table of a function that writes none. */
export const read: Driver = (link, bindings) => readsOf(tableOf(link, bindings));

/** A table of a function that reads none. */
export const write: Driver = (link, bindings) => writesOf(tableOf(link, bindings));

import type { Driver, Environment, OpenLink } from "../../links.ts";
import { facesOf } from "../../tables/faces/by-verbs.ts";
import { readsOf } from "../../tables/faces/reads.ts";
import { writesOf } from "../../tables/faces/writes.ts";
import { type OpenTable, openTable } from "../../tables/open.ts";
import { ReadableCosmosTable } from "../../tables/stores/cosmos/readable.ts";
import { CosmosTable } from "../../tables/stores/cosmos/table.ts";
import { ownAddressOf } from "./address.ts";

/** @throws FourfoldError `ERR_LINK` */
function tableOf(link: OpenLink, environment: Environment): OpenTable {
  const { address, layout } = ownAddressOf(link, environment);
  return openTable(link, layout, new ReadableCosmosTable(address, layout));
}

/** A table that the function may read or write. */
export const open: Driver = (link, environment) => facesOf(link, tableOf(link, environment));

/** A table of a function that writes none. */
export const read: Driver = (link, environment) => readsOf(tableOf(link, environment));

/** A table of a function that reads none. */
export const write: Driver = (link, environment) => {
  const { address, layout } = ownAddressOf(link, environment);
  return writesOf(openTable(link, layout, new CosmosTable(address, layout)));
};

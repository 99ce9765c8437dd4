import type { Driver } from "../../links.ts";
import { facesOf } from "../../tables/faces/by-verbs.ts";
import { readsOf } from "../../tables/faces/reads.ts";
import { writesOf } from "../../tables/faces/writes.ts";
import { openTable } from "../../tables/open.ts";
import { ReadableCosmosTable } from "../../tables/stores/cosmos/readable.ts";
import { CosmosTable } from "../../tables/stores/cosmos/table.ts";
import { ownAddressOf } from "./address.ts";

/** A table that the function may read or write. */
export const open: Driver = (link, environment) => {
  const { address, layout } = ownAddressOf(link, environment);
  return facesOf(link, openTable(link, layout, new ReadableCosmosTable(address, layout)));
};

/** A table of a function that writes none. */
export const read: Driver = (link, environment) => {
  const { address, layout } = ownAddressOf(link, environment);
  return readsOf(openTable(link, layout, new ReadableCosmosTable(address, layout)));
};

/** A table of a function that reads none. */
export const write: Driver = (link, environment) => {
  const { address, layout } = ownAddressOf(link, environment);
  return writesOf(openTable(link, layout, new CosmosTable(address, layout)));
};

import type { Driver } from "../../links.ts";
import { openTable } from "../../tables/open.ts";
import { CosmosTable } from "../../tables/stores/cosmos/table.ts";
import { ownAddressOf } from "./address.ts";

/** A table that the function may read or write. */
export const open: Driver = (link, environment) => {
  const { address, layout } = ownAddressOf(link, environment);
  return openTable(link, layout, new CosmosTable(address, layout));
};

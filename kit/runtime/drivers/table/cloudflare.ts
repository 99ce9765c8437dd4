import type { Driver } from "../../links.ts";
import { openTable } from "../../tables/open.ts";
import { D1Table } from "../../tables/stores/d1/table.ts";
import { ownAddressOf } from "./address.ts";
import { databaseOf } from "./database.ts";

/** A table that the function may read or write. */
export const open: Driver = (link, bindings) => {
  const { address, layout } = ownAddressOf(link, bindings);
  return openTable(link, layout, new D1Table(databaseOf(link, bindings, address), layout));
};

import type { Driver } from "../../links.ts";
import { openTable } from "../../tables/open.ts";
import { isDatabase } from "../../tables/stores/d1/binding.ts";
import { D1Table } from "../../tables/stores/d1/table.ts";
import { tableAddressOf } from "./address.ts";

/** A table that the function may read or write. */
export const open: Driver = (link, bindings) => {
  const { address, layout } = tableAddressOf(link, bindings);
  const binding = bindings[address];
  if (!isDatabase(binding)) throw link.fail(`${address} is not a binding to the database of the table "${link.name}".`);
  return openTable(link, layout, new D1Table(binding, layout));
};

import type { Driver } from "../../../links.ts";
import { openReader } from "../../../tables/open.ts";
import { ForeignTable } from "../../../tables/stores/d1/foreign.ts";
import { tableAddressOf } from "../address.ts";
import { open as openOwn } from "../cloudflare.ts";
import { databaseOf } from "../database.ts";

/** A table that another stack has made, with Fourfold or without it. */
export const open: Driver = (link, bindings) => {
  const { address, layout } = tableAddressOf(link, bindings);
  if (layout.foreign === undefined) return openOwn(link, bindings);
  return openReader(link, layout, new ForeignTable(databaseOf(link, bindings, address), layout.foreign, layout));
};

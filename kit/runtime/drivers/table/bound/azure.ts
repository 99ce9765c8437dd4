import type { Driver } from "../../../links.ts";
import { openReader } from "../../../tables/open.ts";
import { ForeignContainer } from "../../../tables/stores/cosmos/foreign.ts";
import { tableAddressOf } from "../address.ts";
import { open as openOwn } from "../azure.ts";

/** A table that another stack has made, with Fourfold or without it. */
export const open: Driver = (link, environment) => {
  const { address, layout } = tableAddressOf(link, environment);
  if (layout.foreign === undefined) return openOwn(link, environment);
  return openReader(link, layout, new ForeignContainer(address, layout));
};

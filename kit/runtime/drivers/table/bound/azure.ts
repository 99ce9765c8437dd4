import type { Driver, Environment, OpenLink } from "../../../links.ts";
import { readsOf } from "../../../tables/faces/reads.ts";
import { openTable } from "../../../tables/open.ts";
import { ForeignContainer } from "../../../tables/stores/cosmos/foreign.ts";
import { tableAddressOf } from "../address.ts";
import { open as openOwn, read as readOwn } from "../azure.ts";

export { write } from "../azure.ts";

/** What is handed over for a table that Fourfold has not made, which can only be read. @default Fourfold has made it */
function foreignOf(link: OpenLink, environment: Environment): object | undefined {
  const { address, layout } = tableAddressOf(link, environment);
  if (layout.foreign === undefined) return undefined;
  return readsOf(openTable(link, layout, new ForeignContainer(address, layout)));
}

/** A table that another stack has made, with Fourfold or without it. */
export const open: Driver = (link, environment) => foreignOf(link, environment) ?? openOwn(link, environment);

/** One of a function that writes none. */
export const read: Driver = (link, environment) => foreignOf(link, environment) ?? readOwn(link, environment);

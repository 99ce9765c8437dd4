import { clouds } from "../spec/clouds.ts";
import type { Evaluated } from "./compare/difference.ts";
import { type CostsOptions, costsOf } from "./costs.ts";
import { withCarried } from "./estimate/carried.ts";
import { openBook } from "./prices/book.ts";
import type { Override } from "./prices/override.ts";
import type { CostedResource } from "./resources/resource.ts";
import { cloudOf } from "./resources/types.ts";

/** What is estimated with, apart from the prices. */
export interface Terms extends Omit<CostsOptions, "book"> {
  /** A team's own prices. @default those of the book */
  readonly override?: Override | undefined;
}

/**
 * Finds out what resources cost, by the prices of their clouds, with the usage that is declared, and that components carry.
 * @throws FourfoldError `ERR_CONFIG` when a team's own price is none of the book's, or usage that a component carries cannot be read.
 */
export function evaluateResources(
  resources: readonly CostedResource[],
  { override, usage = {}, ...terms }: Terms,
): Evaluated {
  const used = new Set(resources.map(({ type }) => cloudOf(type)));
  // Those of all clouds, where a team's own prices may be wrong.
  const opened = override === undefined ? clouds.filter((cloud) => used.has(cloud)) : clouds;
  const options = { ...terms, usage: withCarried(resources, usage), book: openBook(opened, override) };
  return { resources, options, costs: costsOf(resources, options) };
}

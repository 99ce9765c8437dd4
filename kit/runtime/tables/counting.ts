import { tableLimits } from "../../spec/tables/limits.ts";

/**
 * Where a counter has to be, so that it is still one after a number has been added. The end that the number leads away from may be rounded: it is
 * beyond all counters.
 */
export function rangeBefore(by: number): { readonly from: number; readonly to: number } {
  const { counter: most } = tableLimits;
  return { from: -most - by, to: most - by };
}

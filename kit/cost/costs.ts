import { type Estimate, type EstimateOptions, estimate } from "./estimate/estimate.ts";
import { type Exposure, type ExposureOptions, exposure } from "./estimate/exposure.ts";
import { programOf } from "./estimate/program.ts";
import { free } from "./meters/free.ts";
import { meters } from "./meters/index.ts";
import type { CostedResource } from "./resources/resource.ts";

/** What is known of what a program costs. */
export interface Costs {
  readonly estimate: Estimate;
  readonly exposure: Exposure;
}

/** By which prices, and with how much usage. */
export type CostsOptions = Omit<EstimateOptions & ExposureOptions, "meters" | "free">;

/**
 * What a program costs, by the meters of all four clouds.
 *
 * @throws RangeError when the response time is not a finite number from 0 on.
 */
export function costsOf(resources: readonly CostedResource[], options: CostsOptions): Costs {
  const all = { ...options, meters, free };
  const program = programOf(resources);
  return { estimate: estimate(program, all), exposure: exposure(program, all) };
}

import type { Cloud } from "../clouds.ts";
import type { Sourced } from "../limits.ts";

/** What a cloud makes of a function's trigger. */
export interface Settlement<Settled> {
  /** What the function is deployed with. */
  readonly settled: Settled;
  /** Longest time in seconds that whatever triggers the function waits for it. `false`: as long as the function may take. */
  readonly timeout: Sourced<number | false>;
  /** What differs from what was asked for, as sentences to be printed at preview. */
  readonly notes: readonly string[];
}

/**
 * What the spec knows of one trigger.
 *
 * @typeParam Spec - What its author writes.
 * @typeParam Settled - What the function is deployed with.
 * @typeParam Started - What of that stands in the function's code, which changes when it does.
 */
export interface Trigger<Spec, Settled, Started> {
  /** What messages call a function that has it: `HTTP function`. */
  readonly title: string;
  /** How its handler's default export begins and ends: what messages tell its author to write. */
  readonly handler: { readonly define: string; readonly make: string };
  /**
   * Refuses what the compiler did not see.
   * @throws FourfoldError `ERR_SPEC`
   */
  check(spec: Spec, where: string): void;
  /**
   * Applies the defaults, and fits the trigger to a cloud.
   * @throws FourfoldError `ERR_LIMIT` or `ERR_UNSUPPORTED` for what the cloud cannot do.
   */
  settle(spec: Spec, cloud: Cloud, where: string): Settlement<Settled>;
  /** What the function is started with. */
  start(settled: Settled, cloud: Cloud): Started;
}

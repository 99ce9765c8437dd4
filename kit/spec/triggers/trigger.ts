import type { Cloud } from "../clouds.ts";
import type { AnySet } from "../function-set.ts";
import type { Sourced } from "../limits.ts";

/** What a cloud makes of a function's trigger. */
export interface Settlement<Settled> {
  /** What the function is deployed with. */
  readonly settled: Settled;
  /** Longest time in seconds that whatever triggers the function waits for it. `false`: as long as the function may take. */
  readonly timeout: Sourced<number | false>;
  /**
   * How long one run may take, in seconds, where the trigger decides it: then the function has no `timeout`.
   * @default the function's `timeout`
   */
  readonly takes?: number;
  /** What differs from what was asked for, as sentences to be printed at preview. */
  readonly notes: readonly string[];
}

/**
 * What the spec knows of one trigger.
 *
 * @typeParam Spec - What its author writes.
 * @typeParam Settled - What the function is deployed with.
 * @typeParam Started - The part of that which is in the function's code, and changes the code when it changes.
 * @typeParam Asked - What a component takes, where that is more than its author writes.
 */
export interface Trigger<Spec, Settled, Started, Asked = Spec> {
  /** What errors call a function that has it: `HTTP function`. */
  readonly title: string;
  /** How its handler's default export begins and ends: what errors tell its author to write. */
  readonly handler: { readonly define: string; readonly make: string };
  /**
   * Refuses what the compiler did not see.
   * @param set - The whole set, for what names its resources.
   * @throws FourfoldError `ERR_SPEC` or `ERR_LIMIT`
   */
  check(spec: Spec, where: string, set: AnySet): void;
  /**
   * Applies the defaults, and fits the trigger to a cloud.
   * @throws FourfoldError `ERR_LIMIT` or `ERR_UNSUPPORTED` for what the cloud cannot do.
   */
  settle(asked: Asked, cloud: Cloud, where: string): Settlement<Settled>;
  /** What the function is started with. */
  start(settled: Settled, cloud: Cloud): Started;
  /**
   * What the `host.json` of an Azure app with it says: https://learn.microsoft.com/azure/azure-functions/functions-host-json
   * @default nothing
   */
  hostJson?(started: Started): object;
}

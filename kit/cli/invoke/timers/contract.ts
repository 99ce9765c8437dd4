import type { Statement } from "../../../spec/index.ts";
import type { Environment } from "../../credentials/index.ts";
import type { DeployedFunction } from "../../deployed-functions.ts";
import type { Outcome } from "../outcome.ts";

/** The options of a run by hand. */
export interface RunOrder {
  /** The time that it is for. @default the current minute */
  readonly at?: Date | undefined;
  /** The event, as JSON. @default the event that its timer sends */
  readonly event?: string | undefined;
}

/** Whether runs by hand support an option, or why not. */
export type Offer = true | Statement;

/** A function that can be run. */
export interface HandRun {
  /** The identity that runs it. @default the one that runs it on its schedule */
  readonly actor?: string;
  run(order: RunOrder): Promise<Outcome>;
}

/** How a cloud runs scheduled functions by hand. */
export interface HandCaller {
  /** What is called, or why nothing is. */
  readonly call: Statement;
  /** What is known about the outcome. */
  readonly outcome: Statement;
  /** The time that the run is for. */
  readonly at: Offer;
  /** Another event than the timer's. */
  readonly event: Offer;
  /**
   * Finds the credentials in the environment and their identity, before anything runs.
   * @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`, or `ERR_USAGE` if nothing can be called.
   */
  open(fn: DeployedFunction, environment: Environment): Promise<HandRun>;
}

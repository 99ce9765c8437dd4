import type { Statement } from "../../../spec/index.ts";
import type { Environment } from "../../credentials/index.ts";
import type { DeployedFunction } from "../../deployed-functions.ts";
import type { Outcome } from "../outcome.ts";

/** What somebody wants of a run by hand. */
export interface RunOrder {
  /** The time that it is for. @default the minute that it is */
  readonly at?: Date | undefined;
  /** What the function is called with: JSON. @default what its timer calls it with */
  readonly event?: string | undefined;
}

/** Whether a run by hand may take something, or why it does not. */
export type Offer = true | Statement;

/** A function that can be run. */
export interface HandRun {
  /** Whom it is run by. @default undefined: by what runs it at its own times */
  readonly actor?: string;
  run(order: RunOrder): Promise<Outcome>;
}

/** How a cloud runs by hand what a timer calls at its own times. */
export interface HandCaller {
  /** What is called for it, or why nothing is. */
  readonly call: Statement;
  /** What is known of how the run ended. */
  readonly outcome: Statement;
  /** The time that the run is for. */
  readonly at: Offer;
  /** Something else to call the function with than its timer does. */
  readonly event: Offer;
  /**
   * Finds out whom the environment has credentials of, before anything runs.
   * @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`, `ERR_USAGE` where nothing can be called
   */
  open(fn: DeployedFunction, environment: Environment): Promise<HandRun>;
}

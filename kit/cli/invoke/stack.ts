import type { PerCloud } from "../../spec/index.ts";
import type { HostMapping } from "../checks/addresses.ts";
import { type DeployedFunction, functionsIn } from "../deployed-functions.ts";
import { openStack, type StackChoice } from "../stacks/open.ts";
import { type ReadLog, simulatedLog } from "./log.ts";
import { type HandCaller, vendorCallers } from "./timers/index.ts";
import { simulatedCallers } from "./timers/simulated.ts";

/** A stack whose functions can be called. */
export interface CallableStack {
  readonly functions: readonly DeployedFunction[];
  readonly callers: PerCloud<HandCaller>;
  /** The local addresses of public host names. */
  readonly endpoints: readonly HostMapping[];
  /** @default none: the log must be read with the cloud's own tools */
  readonly readLog?: ReadLog;
}

/**
 * Reads the functions of a stack, and how to call them.
 * @throws FourfoldError `ERR_SIMULATOR`, `ERR_PULUMI`
 */
export async function openCallable(choice: StackChoice): Promise<CallableStack> {
  const { resources, on } = await openStack(choice);
  const functions = functionsIn(resources);
  if (on === undefined) return { functions, callers: vendorCallers, endpoints: [] };
  const { project, simulator, endpoints } = on;
  // Functions that the real CLI has deployed are called as its user would.
  const callers = simulatedCallers(simulator, { api: choice.simulated });
  return { functions, callers, endpoints, readLog: simulatedLog(project, simulator) };
}

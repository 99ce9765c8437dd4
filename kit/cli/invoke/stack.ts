import { resolve } from "node:path";
import { checkpointKey } from "../../engine/process/http-stacks.ts";
import { parseCheckpoint } from "../../engine/state/checkpoint.ts";
import type { PerCloud } from "../../spec/index.ts";
import type { HostMapping } from "../checks/addresses.ts";
import { type DeployedFunction, functionsIn } from "../deployed-functions.ts";
import { defaultStack, openProject } from "../project.ts";
import { requireRunning } from "../running.ts";
import { readSimulatedStack } from "../verify/simulated-stack.ts";
import { readStackOutputs } from "../verify/stack.ts";
import { type ReadLog, simulatedLog } from "./log.ts";
import { type HandCaller, vendorCallers } from "./timers/index.ts";
import { simulatedCallers } from "./timers/simulated.ts";

/** Which stack is meant, and who has deployed it where. */
export interface StackChoice {
  /** The stack that `fourfold dev` has deployed. @default dev, unless another kind of stack is named */
  readonly dev?: string;
  /** The stack that `pulumi` has deployed or, with `simulated`, `fourfold pulumi`. @default with `simulated` the one that is selected */
  readonly stack?: string;
  /** Whether it is on the simulated clouds. */
  readonly simulated: boolean;
  /** The folder of its program. */
  readonly cwd: string;
}

/** A stack whose functions can be called. */
export interface CallableStack {
  readonly functions: readonly DeployedFunction[];
  readonly callers: PerCloud<HandCaller>;
  /** Where public host names are answered on this machine. */
  readonly endpoints: readonly HostMapping[];
  /** @default undefined: the log is read with the cloud's own tools */
  readonly readLog?: ReadLog;
}

const startDev = "Run `npx fourfold dev` in another terminal, or name a deployed stack with --stack.";

async function openDev(stack: string, cwd: string): Promise<CallableStack> {
  const project = openProject(cwd);
  const simulator = await requireRunning(project, startDev);
  const checkpoint = await simulator.getValue(checkpointKey({ project: project.name, stack }));
  const functions = checkpoint === undefined ? [] : functionsIn(parseCheckpoint(checkpoint).resources);
  const { endpoints } = await simulator.state();
  const callers = simulatedCallers(simulator, { api: false });
  return { functions, callers, endpoints, readLog: simulatedLog(project, simulator) };
}

async function openSimulated(cwd: string, stack: Pick<StackChoice, "stack">): Promise<CallableStack> {
  const { functions, access } = await readSimulatedStack({ ...stack, cwd });
  const project = openProject(cwd);
  const simulator = await requireRunning(project, "Deploy to it with `npx fourfold pulumi up`.");
  const callers = simulatedCallers(simulator, { api: true });
  return { functions, callers, endpoints: access.endpoints, readLog: simulatedLog(project, simulator) };
}

/**
 * Reads what a stack has, and how that is called.
 * @throws FourfoldError `ERR_SIMULATOR`, `ERR_PULUMI`
 */
export async function openStack({ dev, stack, simulated, cwd }: StackChoice): Promise<CallableStack> {
  const folder = resolve(cwd);
  const named = stack === undefined ? {} : { stack };
  if (simulated) return openSimulated(folder, named);
  if (stack === undefined) return openDev(dev ?? defaultStack, folder);
  const { functions } = await readStackOutputs({ stack, cwd: folder });
  return { functions, callers: vendorCallers, endpoints: [] };
}

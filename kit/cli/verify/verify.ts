import { resolve } from "node:path";
import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { functionsIn } from "../deployed-functions.ts";
import { lockHolder } from "../lock.ts";
import { findData } from "../project.ts";
import { type ReadStack, readStack } from "../stacks/read.ts";
import { readDevStack, readSimulatedStack, type SimulatedClouds } from "../stacks/simulated.ts";
import { confirm } from "./confirm.ts";
import { logsOfCommand, logsOfSimulator } from "./logs.ts";
import { findTargets, readOutputs } from "./outputs.ts";
import { formatPlan, type PlanOptions, planCalls, type TargetPlan } from "./plan.ts";
import { requireAnswer, requireLogs } from "./reach.ts";
import { failuresOf, formatSummary, writeReport } from "./report.ts";
import { carryOut } from "./run.ts";
import { type Access, type NamedTarget, openOwn, openTarget, type Unasked, unaskedOf } from "./targets.ts";

/** The options of `fourfold verify`. */
export interface VerifyOptions extends Omit<PlanOptions, "concurrency"> {
  /** The stack to read. @default the one that `fourfold dev` serves here, or the selected one */
  readonly stack?: string;
  /** The folder of its program. */
  readonly cwd: string;
  /** A file with its outputs, to read instead. @default none */
  readonly outputs?: string;
  /** The stack that `fourfold dev` has deployed. `true`: the default one. @default none */
  readonly dev?: string | true;
  /** Whether the stack was deployed by `fourfold pulumi`. */
  readonly simulated: boolean;
  /** The only clouds to check. @default all that are deployed to */
  readonly cloud?: readonly Cloud[];
  /** How many behaviours are checked at the same time at each target. @default 4, on simulated clouds 1 */
  readonly concurrency?: number;
  /** A command that prints log lines. @default none; those of simulated clouds are read without one */
  readonly logs?: string;
  /** The folder for the report. */
  readonly output: string;
  /** Whether to continue without asking. */
  readonly yes: boolean;
}

/** What is deployed, its source, and how to reach it. */
interface Found {
  readonly source: string;
  readonly simulated: boolean;
  readonly targets: readonly NamedTarget[];
  readonly unasked: readonly Unasked[];
}

/**
 * The targets of the conformance app, and the user's own functions.
 * @throws FourfoldError `ERR_VERIFY` when there are none.
 */
function openAll(
  { source: where, choice, outputs, resources }: ReadStack,
  access: Access,
): Pick<Found, "targets" | "unasked"> {
  const app = findTargets(outputs, where);
  const own = functionsIn(resources).filter(
    ({ cloud, set }) => !app.some((each) => each.cloud === cloud && each.set === set),
  );
  const targets = [...app.map((target) => openTarget(target, access)), ...openOwn(own, access)];
  const unasked = unaskedOf(own, choice);
  if (targets.length + unasked.length > 0) return { targets, unasked };
  throw new FourfoldError("ERR_VERIFY", {
    where,
    what: "no output is one of `deployConformance()`, and it has no functions of its own.",
    fix: "Deploy a set with HTTP functions, or what `npx fourfold verify --init <folder>` writes.",
  });
}

/** Whether `fourfold dev` is running in a project: then its stack is the default. */
function isServed(folder: string): boolean {
  const data = findData(folder);
  return data !== undefined && lockHolder(data) !== undefined;
}

type Read = ReadStack & { readonly on?: SimulatedClouds };

/** Access to functions on simulated clouds and to their logs. */
const accessTo = ({ simulator, endpoints }: SimulatedClouds): Required<Access> => ({
  endpoints,
  logs: (cloud) => logsOfSimulator(simulator, cloud),
});

/** Reads the chosen stack, or else the one that `fourfold dev` serves here, or else the selected one. */
async function read({ stack, cwd, outputs: file, dev, simulated }: VerifyOptions): Promise<Read> {
  if (file !== undefined) {
    return { source: `Outputs of ${file}`, choice: "", outputs: await readOutputs(file), resources: [] };
  }
  const choice = { cwd: resolve(cwd), ...(stack === undefined ? {} : { stack }) };
  if (dev !== undefined) return readDevStack(choice.cwd, dev === true ? undefined : dev);
  if (simulated) return readSimulatedStack(choice);
  if (stack !== undefined || !isServed(choice.cwd)) return readStack(choice);
  const served = await readDevStack(choice.cwd);
  console.log(`${served.source}, which runs here. A deployed stack is named with --stack.\n`);
  return served;
}

async function find(options: VerifyOptions): Promise<Found> {
  const { on, ...stack } = await read(options);
  const access = on === undefined ? {} : accessTo(on);
  const printed = options.logs === undefined ? undefined : logsOfCommand(options.logs);
  const opened = openAll(stack, { ...access, ...(printed === undefined ? {} : { logs: () => printed }) });
  return { source: stack.source, simulated: on !== undefined, ...opened };
}

/** Whether there is nothing to send, or the user agrees to it. */
async function mayGoOn(plans: readonly TargetPlan[], options: PlanOptions & Pick<VerifyOptions, "yes">, found: Found) {
  if (plans.length === 0) {
    console.log(`${found.source} has no HTTP functions that can be asked: no requests are sent.`);
    return true;
  }
  console.log(formatPlan(plans, options));
  const { length } = found.unasked;
  if (length > 0) console.log(`${length} functions have no address and are not asked; the report says why.`);
  if (options.yes || (await confirm("Send them?"))) return true;
  console.log("Nothing was sent.");
  return false;
}

/**
 * Checks that what a stack has deployed behaves as expected, after announcing the number of requests. For a stack without HTTP
 * functions, nothing is checked, and the report says so.
 *
 * @returns Whether nothing failed.
 * @throws FourfoldError `ERR_VERIFY` when there are no functions, or something unexpected answers.
 */
export async function verify(options: VerifyOptions): Promise<boolean> {
  const found = await find(options);
  const isWanted = ({ cloud }: { readonly cloud: Cloud }) => options.cloud?.includes(cloud) ?? true;
  const [targets, unasked] = [found.targets.filter(isWanted), found.unasked.filter(isWanted)];
  // The simulated clouds share one machine, and a function that waits too long for it is cut off.
  const pace = { ...options, concurrency: options.concurrency ?? (found.simulated ? 1 : 4) };
  const plans = planCalls(targets, pace);
  const isEmpty = plans.length === 0 ? unasked.length === 0 : plans.every(({ cases }) => cases.length === 0);
  if (isEmpty) {
    throw new FourfoldError("ERR_USAGE", {
      what: "Nothing is left to ask.",
      fix: "Widen --cloud and --grep: a report names every behaviour.",
    });
  }
  if (!(await mayGoOn(plans, pace, { ...found, unasked }))) return true;
  await requireLogs(targets);
  await Promise.all(targets.map(requireAnswer));
  const { source, simulated } = found;
  const report = await carryOut(plans, pace, { source, simulated, unasked }, process.stderr);
  const files = writeReport(report, options.output);
  console.log(`\n${formatSummary(report)}\n\nThe report: ${files.join(", ")}`);
  return failuresOf(report) === 0;
}

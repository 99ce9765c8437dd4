import { resolve } from "node:path";
import { type Cloud, FourfoldError } from "../../spec/index.ts";
import type { DeployedFunction } from "../deployed-functions.ts";
import { confirm } from "./confirm.ts";
import { logsOfCommand } from "./logs.ts";
import { findTargets, readOutputs } from "./outputs.ts";
import { formatPlan, type PlanOptions, planCalls } from "./plan.ts";
import { requireAnswer, requireLogs } from "./reach.ts";
import { failuresOf, formatSummary, writeReport } from "./report.ts";
import { carryOut } from "./run.ts";
import { readSimulatedStack, readStackOutputs } from "./stack.ts";
import { type Access, type NamedTarget, openOwn, openTarget } from "./targets.ts";

/** What `fourfold verify` is asked for. */
export interface VerifyOptions extends PlanOptions {
  /** The stack to read. @default the one that is selected */
  readonly stack?: string;
  /** The folder of its program. */
  readonly cwd: string;
  /** A file with its outputs, which is read instead. @default none */
  readonly outputs?: string;
  /** Whether the stack was deployed by `fourfold pulumi`. */
  readonly simulated: boolean;
  /** The only clouds to ask. @default all that are deployed */
  readonly cloud?: readonly Cloud[];
  /** A command that prints log lines. @default none */
  readonly logs?: string;
  /** The folder for the report. */
  readonly output: string;
  /** Whether to go on without asking. */
  readonly yes: boolean;
}

/** What is deployed, where that is said, and the way to it. */
interface Found {
  readonly source: string;
  readonly targets: readonly NamedTarget[];
}

/**
 * The conformance app, and the functions that are not its own.
 * @throws FourfoldError `ERR_VERIFY` when there is nothing to ask.
 */
function openAll(
  outputs: unknown,
  functions: readonly DeployedFunction[],
  access: Access,
  where: string,
): readonly NamedTarget[] {
  const app = findTargets(outputs, where);
  const isOwn = ({ cloud, set }: DeployedFunction) => !app.some((each) => each.cloud === cloud && each.set === set);
  const targets = [...app.map((target) => openTarget(target, access)), ...openOwn(functions.filter(isOwn), access)];
  if (targets.length > 0) return targets;
  throw new FourfoldError("ERR_VERIFY", {
    where,
    what: "no output is one of `deployConformance()`, and it has no HTTP functions of its own.",
    fix: "Deploy a set with HTTP functions, or what `npx fourfold verify --init <folder>` writes.",
  });
}

async function find({ stack, cwd, outputs: file, simulated, logs }: VerifyOptions): Promise<Found> {
  const printed = logs === undefined ? undefined : logsOfCommand(logs);
  const access: Access = printed === undefined ? {} : { logs: () => printed };
  if (file !== undefined) {
    const source = `Outputs of ${file}`;
    return { source, targets: openAll(await readOutputs(file), [], access, source) };
  }
  const choice = { cwd: resolve(cwd), ...(stack === undefined ? {} : { stack }) };
  const read = simulated ? await readSimulatedStack(choice) : { ...(await readStackOutputs(choice)), access };
  const source = `Stack "${read.name}"`;
  return { source, targets: openAll(read.outputs, read.functions, read.access, source) };
}

/**
 * Asks what a stack has deployed whether it behaves as expected, after it has said what that takes.
 *
 * @returns whether nothing failed
 * @throws FourfoldError `ERR_VERIFY` when there is nothing to ask, or when it is not what was expected.
 */
export async function verify(options: VerifyOptions): Promise<boolean> {
  const { source, targets } = await find(options);
  const opened = targets.filter(({ cloud }) => options.cloud?.includes(cloud) ?? true);
  const plans = planCalls(opened, options);
  if (plans.every(({ cases }) => cases.length === 0)) {
    throw new FourfoldError("ERR_USAGE", {
      what: "Nothing is left to ask.",
      fix: "Widen --cloud and --grep: a report names every behaviour.",
    });
  }
  console.log(formatPlan(plans, options));
  if (!options.yes && !(await confirm("Send them?"))) {
    console.log("Nothing was sent.");
    return true;
  }
  await requireLogs(opened);
  await Promise.all(opened.map(requireAnswer));
  const report = await carryOut(plans, options, { source, simulated: options.simulated }, process.stderr);
  const files = writeReport(report, options.output);
  console.log(`\n${formatSummary(report)}\n\nThe report: ${files.join(", ")}`);
  return failuresOf(report) === 0;
}

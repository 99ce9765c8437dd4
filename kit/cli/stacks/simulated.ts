import { checkpointKey, createHttpStacks } from "../../engine/process/http-stacks.ts";
import { parseCheckpoint } from "../../engine/state/checkpoint.ts";
import { outputsIn } from "../../engine/state/stacks.ts";
import { unwrapSecret } from "../../engine/state/values.ts";
import type { SimulatorClient } from "../../simulator/client.ts";
import { FourfoldError } from "../../spec/index.ts";
import type { HostMapping } from "../checks/addresses.ts";
import { defaultStack, openProject, type Project } from "../project.ts";
import { createEnvironment, createPlaces } from "../pulumi/environment.ts";
import { findPulumi } from "../pulumi/find.ts";
import { requireRunning } from "../running.ts";
import { type PulumiStack, type ReadStack, readStack } from "./read.ts";

/** The simulated clouds of a project, and the local addresses of public host names. */
export interface SimulatedClouds {
  readonly project: Project;
  readonly simulator: SimulatorClient;
  readonly endpoints: readonly HostMapping[];
}

/** A stack on the simulated clouds. */
export interface SimulatedStack extends ReadStack {
  readonly on: SimulatedClouds;
}

/** The names of a project's stacks that `fourfold dev` has deployed. */
async function listDevStacks({ name }: Project, simulator: SimulatorClient): Promise<readonly string[]> {
  const stacks = await createHttpStacks(simulator.values).list();
  return stacks.flatMap(({ project, stack }) => (project === name ? [stack] : []));
}

/** @throws FourfoldError `ERR_USAGE` with the existing stacks. */
async function refuseDevStack(stack: string, project: Project, simulator: SimulatorClient): Promise<never> {
  const deployed = await listDevStacks(project, simulator);
  throw new FourfoldError("ERR_USAGE", {
    where: project.folder,
    what: `\`fourfold dev\` has not deployed the stack "${stack}".`,
    fix:
      deployed.length === 0
        ? "Wait until it serves, or correct what it reports. What `pulumi` has deployed is named with --stack."
        : `Name one of these with --dev: ${deployed.join(", ")}.`,
  });
}

/**
 * Reads a stack that `fourfold dev` has deployed.
 * @param stack - Its name. @default dev
 * @throws FourfoldError `ERR_SIMULATOR` when the simulated clouds are not running or not installed, `ERR_USAGE` when it is not deployed.
 */
export async function readDevStack(cwd: string, stack = defaultStack): Promise<SimulatedStack> {
  const project = openProject(cwd);
  const fix = "Run `npx fourfold dev` in another terminal, or name a deployed stack with --stack.";
  const simulator = await requireRunning(project, fix);
  const checkpoint = await simulator.getValue(checkpointKey({ project: project.name, stack }));
  const outputs = outputsIn(checkpoint);
  if (checkpoint === undefined || outputs === undefined) return await refuseDevStack(stack, project, simulator);
  return {
    source: `Stack "${stack}" of \`fourfold dev\``,
    choice: stack === defaultStack ? "" : ` --dev ${stack}`,
    outputs: unwrapSecret(outputs),
    resources: parseCheckpoint(checkpoint).resources,
    on: { project, simulator, endpoints: (await simulator.state()).endpoints },
  };
}

/**
 * Reads a stack that `fourfold pulumi up` has deployed.
 * @throws FourfoldError `ERR_SIMULATOR` when the simulated clouds are not running or not installed, `ERR_PULUMI` with Pulumi's message.
 */
export async function readSimulatedStack(choice: PulumiStack): Promise<SimulatedStack> {
  const project = openProject(choice.cwd);
  const simulator = await requireRunning(project, "Deploy to it with `npx fourfold pulumi up`.");
  const { endpoints } = await simulator.state();
  const [places, pulumi] = [createPlaces(project.place), findPulumi(process.env.PATH ?? "")];
  const env = createEnvironment({ places, pulumi, providers: {}, inherited: process.env });
  const read = await readStack({ ...choice, cwd: project.folder }, env);
  return { ...read, choice: ` --simulated${read.choice}`, on: { project, simulator, endpoints } };
}

import { join } from "node:path";
import { checkpointKey, createHttpStacks } from "../../engine/process/http-stacks.ts";
import { parseCheckpoint } from "../../engine/state/checkpoint.ts";
import { outputsIn } from "../../engine/state/stacks.ts";
import { open } from "../../engine/state/values.ts";
import type { SimulatorClient } from "../../simulator/client.ts";
import { FourfoldError } from "../../spec/index.ts";
import { functionsIn } from "../deployed-functions.ts";
import { defaultStack, openProject, type Project, pulumiFolder } from "../project.ts";
import { createEnvironment, createPlaces } from "../pulumi/environment.ts";
import { findPulumi } from "../pulumi/find.ts";
import { listStacks } from "../pulumi/run.ts";
import { requireRunning } from "../running.ts";
import { logsOfSimulator } from "./logs.ts";
import { readStackOutputs, type StackChoice, type StackOutputs } from "./stack.ts";
import type { Access } from "./targets.ts";

/** What deploys to simulated clouds, `fourfold dev` or `fourfold pulumi`: each has a state of its own. */
export const deployers = ["dev", "pulumi"] as const;
export type Deployer = (typeof deployers)[number];

/** A stack on the simulated clouds, and the way to what it deployed. */
export interface SimulatedStack extends StackOutputs {
  readonly access: Required<Access>;
}

/** The names of a project's stacks on the simulated clouds. */
type Stacks = Readonly<Record<Deployer, readonly string[]>>;

async function stacksOf(project: Project, simulator: SimulatorClient): Promise<Stacks> {
  const own = (await createHttpStacks(simulator.values).list()).filter((each) => each.project === project.name);
  return {
    dev: own.map(({ stack }) => stack),
    pulumi: listStacks(join(pulumiFolder(project), "state"), project.name),
  };
}

/** @throws FourfoldError `ERR_VERIFY` when nothing is deployed, `ERR_USAGE` when it could be either. */
function chooseDeployer(stacks: Stacks, { cwd, stack }: StackChoice): Deployer {
  const [found, other] = deployers.filter((each) =>
    stack === undefined ? stacks[each].length > 0 : stacks[each].includes(stack),
  );
  const name = stack === undefined ? "a stack" : `the stack "${stack}"`;
  if (found === undefined) {
    throw new FourfoldError("ERR_VERIFY", {
      where: cwd,
      what: `neither \`fourfold dev\` nor \`fourfold pulumi\` has deployed ${name} to the simulated clouds.`,
      fix: "Deploy it first, or leave --simulated out to ask one on your own accounts.",
    });
  }
  if (other === undefined) return found;
  throw new FourfoldError("ERR_USAGE", {
    where: "--simulated",
    what: `both \`fourfold dev\` and \`fourfold pulumi\` have deployed ${name} to the simulated clouds.`,
    fix: "Say which: --simulated dev, or --simulated pulumi.",
  });
}

/** @throws FourfoldError `ERR_VERIFY` when it is not deployed. */
async function readDevStack(
  project: Project,
  simulator: SimulatorClient,
  deployed: readonly string[],
  wanted: string | undefined,
): Promise<StackOutputs> {
  const [only = defaultStack, ...others] = deployed;
  const stack = wanted ?? (others.length === 0 ? only : defaultStack);
  const checkpoint = await simulator.getValue(checkpointKey({ project: project.name, stack }));
  if (checkpoint === undefined || !deployed.includes(stack)) {
    throw new FourfoldError("ERR_VERIFY", {
      where: project.folder,
      what: `\`fourfold dev\` has not deployed the stack "${stack}".`,
      fix:
        deployed.length === 0
          ? "Wait until it serves, or correct what it reports. One on your own accounts is named with --stack."
          : `Name one with \`--simulated dev --stack\`: ${deployed.join(", ")}.`,
    });
  }
  return {
    source: `Stack "${stack}" of \`fourfold dev\``,
    outputs: open(outputsIn(checkpoint)),
    functions: functionsIn(parseCheckpoint(checkpoint).resources),
  };
}

async function readPulumiStack(project: Project, choice: StackChoice): Promise<StackOutputs> {
  const [places, pulumi] = [createPlaces(project.place), findPulumi(process.env.PATH ?? "")];
  const env = createEnvironment({ places, pulumi, providers: {}, inherited: process.env });
  return await readStackOutputs({ ...choice, cwd: project.folder }, env);
}

/**
 * Reads a stack that is deployed to the simulated clouds.
 * @param wanted - What has deployed it. `true`: whichever has.
 * @throws FourfoldError `ERR_SIMULATOR` when the simulated clouds do not run or are not installed, `ERR_VERIFY` when it is not
 * deployed, `ERR_USAGE` when it could be either, `ERR_PULUMI` with what Pulumi says.
 */
export async function readSimulatedStack(choice: StackChoice, wanted: Deployer | true): Promise<SimulatedStack> {
  const project = openProject(choice.cwd);
  const deploy = "Deploy to it with `npx fourfold dev` or `npx fourfold pulumi up`.";
  const simulator = await requireRunning(project, `${deploy} A stack on your own accounts is named with --stack.`);
  const stacks = await stacksOf(project, simulator);
  const deployer = wanted === true ? chooseDeployer(stacks, choice) : wanted;
  const read = await (deployer === "dev"
    ? readDevStack(project, simulator, stacks.dev, choice.stack)
    : readPulumiStack(project, choice));
  const { endpoints } = await simulator.state();
  return { ...read, access: { endpoints, logs: (cloud) => logsOfSimulator(simulator, cloud) } };
}

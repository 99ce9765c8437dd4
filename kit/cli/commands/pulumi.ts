import { resolve } from "node:path";
import { Command } from "commander";
import { checkpointKey } from "../../engine/process/http-stacks.ts";
import { outputsIn } from "../../engine/state/stacks.ts";
import { loadSimulatorClient } from "../../simulated/index.ts";
import type { SimulatorClient } from "../../simulator/client.ts";
import { defaultStack, isShared, openProject, type Project, simulatorFolder } from "../project.ts";
import { type PulumiCall, parsePulumiCall } from "../pulumi/arguments.ts";
import { createEnvironment, createPlaces } from "../pulumi/environment.ts";
import { findPulumi } from "../pulumi/find.ts";
import { createStack, listStacks, type RunOptions, runPulumi } from "../pulumi/run.ts";
import { guardStackFiles } from "../pulumi/stack-files.ts";
import { formatEndpoints } from "../terminal/state.ts";

/** The running simulator, or a new one, which keeps running: the next call uses the same clouds. */
async function attach(project: Project): Promise<SimulatorClient> {
  const { findSimulator } = await loadSimulatorClient();
  const data = simulatorFolder(project);
  const simulator = (await findSimulator(data)) ?? (await start(data, project));
  if (isShared(project)) await simulator.setRoot(project.name, project.folder);
  return simulator;
}

async function start(data: string, { folder, seed }: Project): Promise<SimulatorClient> {
  const { startSimulator } = await loadSimulatorClient();
  const started = await startSimulator({ data, root: folder, ...(seed === undefined ? {} : { seed }) });
  console.error("The simulated clouds have started; they run until `npx fourfold stop`.");
  return started;
}

/** `dev` and the CLI share the clouds, but each has its own state: mention the other's, so that it is no surprise. */
async function mentionDev(simulator: SimulatorClient, { name }: Project, stack = defaultStack): Promise<void> {
  const deployed = outputsIn(await simulator.getValue(checkpointKey({ project: name, stack })));
  if (deployed === undefined) return;
  console.error(
    `\`fourfold dev\` has deployed the stack "${stack}" to these simulated clouds too, with a state of its own: ` +
      "what it made is not shown or changed here.",
  );
}

/** Creates the stack that a command needs. An existing selection stays. */
async function ensureStack(
  { name, folder }: Project,
  { stack }: PulumiCall,
  state: string,
  options: Pick<RunOptions, "pulumi" | "env">,
): Promise<void> {
  const stacks = listStacks(state, name);
  if (stack === undefined ? stacks.length > 0 : stacks.includes(stack)) return;
  const missing = stack ?? defaultStack;
  console.error(`The stack "${missing}" does not exist on the simulated clouds yet: it is created now.`);
  await createStack(missing, { ...options, cwd: folder });
}

async function pulumi(args: readonly string[]): Promise<void> {
  const call = parsePulumiCall(args);
  const project = openProject(resolve(call.cwd ?? "."));
  const executable = findPulumi(process.env.PATH ?? "");
  const places = createPlaces(project.place);
  const simulator = call.needsClouds ? await attach(project) : undefined;
  if (simulator !== undefined) await mentionDev(simulator, project, call.stack);
  const providers = (await simulator?.state())?.providers ?? {};
  const env = createEnvironment({ places, pulumi: executable, providers, inherited: process.env });
  const options = { pulumi: executable, env };
  const putBack = guardStackFiles(project.folder);
  try {
    if (call.needsStack) await ensureStack(project, call, places.state, options);
    process.exitCode = await runPulumi({ ...options, args, cwd: process.cwd() });
  } finally {
    putBack();
  }
  if (!call.deploys || process.exitCode !== 0 || simulator === undefined) return;
  console.log(`\n${formatEndpoints((await simulator.state()).endpoints)}`);
}

export function pulumiCommand(): Command {
  return new Command("pulumi")
    .description("run the real Pulumi CLI on the simulated clouds, with a backend of its own")
    .argument("[args...]", "what you would pass to `pulumi`")
    .allowUnknownOption()
    .passThroughOptions()
    .helpOption(false)
    .action(pulumi);
}

import { Command } from "commander";
import { loadSimulatorClient } from "../../simulated/index.ts";
import { requireUnlocked } from "../lock.ts";
import { parsePort, requireFreePort } from "../port.ts";
import { openProject, simulatorFolder } from "../project.ts";
import { requireStartedWith, type StartOptions } from "../running.ts";
import { formatState } from "../terminal/state.ts";

async function start({ port, strict }: StartOptions): Promise<void> {
  const project = openProject(process.cwd());
  requireUnlocked(project.data);
  const { findSimulator, startSimulator } = await loadSimulatorClient();
  const data = simulatorFolder(project);
  const running = await findSimulator(data);
  if (running !== undefined) {
    await requireStartedWith({ port, strict }, running);
    console.log(formatState(await running.state()));
    return;
  }
  if (port !== undefined) await requireFreePort(port);
  const simulator = await startSimulator({
    data,
    root: project.folder,
    strict,
    ...(project.seed === undefined ? {} : { seed: project.seed }),
    ...(port === undefined ? {} : { basePort: port }),
  });
  console.log(formatState(await simulator.state()));
  console.log("\nIt runs until `npx fourfold stop`. Deploy to it with `npx fourfold pulumi up`.");
}

export function startCommand(): Command {
  return new Command("start")
    .description("start the simulated clouds, which then run until `stop`")
    .option("--port <number>", "first port for the addresses of what is deployed", parsePort)
    .option("--strict", "refuse properties that have no effect in the simulator", false)
    .action(start);
}

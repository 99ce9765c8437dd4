import { rm } from "node:fs/promises";
import { Command } from "commander";
import { loadSimulatorClient } from "../../simulated/index.ts";
import { requireNoSessions, requireUnlocked } from "../lock.ts";
import { openProject, pulumiFolder, simulatorFolder } from "../project.ts";

async function stop({ reset }: { readonly reset: boolean }): Promise<void> {
  const project = openProject(process.cwd());
  requireUnlocked(project.data);
  requireNoSessions(project);
  const { findSimulator } = await loadSimulatorClient();
  const simulator = await findSimulator(simulatorFolder(project));
  await simulator?.stop();
  console.log(simulator === undefined ? "The simulator is not running." : "The simulator has stopped.");
  if (!reset) return;
  // The CLI's state describes what was deployed here: without that, the state would be wrong.
  for (const folder of [simulatorFolder(project), pulumiFolder(project)])
    await rm(folder, { recursive: true, force: true });
  console.log("What was deployed to it is forgotten.");
}

export function stopCommand(): Command {
  return new Command("stop")
    .description("stop the simulated clouds; what was deployed stays for the next start")
    .option("--reset", "forget everything that was deployed, also in `fourfold pulumi`", false)
    .action(stop);
}

import { Command } from "commander";
import { loadSimulatorClient } from "../../simulated/index.ts";
import { openProject, simulatorFolder } from "../project.ts";
import { formatState } from "../terminal/state.ts";

async function status({ json }: { readonly json: boolean }): Promise<void> {
  const { findSimulator } = await loadSimulatorClient();
  const simulator = await findSimulator(simulatorFolder(openProject(process.cwd())));
  const state = await simulator?.state();
  if (json) console.log(JSON.stringify({ running: state !== undefined, ...state }, undefined, 2));
  else
    console.log(
      state === undefined
        ? "The simulator is not running. Run `npx fourfold dev`, or `npx fourfold start`."
        : formatState(state),
    );
}

export function statusCommand(): Command {
  return new Command("status")
    .description("show what the simulated clouds run, and where it answers")
    .option("--json", "as one JSON document", false)
    .action(status);
}

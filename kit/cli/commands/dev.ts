import { Command } from "commander";
import { parseClouds } from "../clouds.ts";
import type { DevOptions } from "../dev/session.ts";
import { parsePort } from "../port.ts";
import { openProject } from "../project.ts";

/** What a shell reports for a command that Ctrl-C has ended: https://tldp.org/LDP/abs/html/exitcodes.html */
const interrupted = 130;

/** Ends what is under way at the first Ctrl-C, in order; at the second one, at once. */
function followSignals(): AbortSignal {
  const end = new AbortController();
  const onSignal = (): void => {
    if (end.signal.aborted) process.exit(interrupted);
    console.error("\nStopping. Ctrl-C again ends it at once.");
    end.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal).on("SIGHUP", onSignal);
  return end.signal;
}

async function dev(options: DevOptions): Promise<void> {
  // esbuild is a Go program: when it collects garbage less often, a rebuild takes a sixth less processor time.
  // https://pkg.go.dev/runtime#hdr-Environment_Variables
  process.env.GOGC ??= "400";
  const project = openProject(process.cwd());
  // The engine and esbuild take longer to load than the other commands take to run.
  const { runDev } = await import("../dev/session.ts");
  const screens = { print: (line: string) => console.log(line), progress: process.stderr };
  process.exitCode = await runDev(project, options, screens, followSignals());
}

export function devCommand(): Command {
  return new Command("dev")
    .description("deploy to simulated clouds and serve, following changes, until Ctrl-C")
    .option("--once", "end after the deployment and its smoke checks, with exit code 0 or 1", false)
    .option("--stack <name>", "whose settings to use", "dev")
    .option("--only <clouds>", "deploy to these clouds only: aws,gcp", parseClouds)
    .option("--port <number>", "first port for the addresses of what is deployed", parsePort)
    .option("--strict", "refuse properties that have no effect in the simulator", false)
    .action(dev);
}

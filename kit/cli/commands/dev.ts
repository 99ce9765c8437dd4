import { Command } from "commander";
import { debuggableVariable } from "../../bundler/debuggable.ts";
import { parseClouds } from "../clouds.ts";
import type { DevOptions } from "../dev/session.ts";
import { parsePort } from "../port.ts";
import { openProject } from "../project.ts";
import { createScreens } from "../terminal/screens.ts";

/** The exit code of a command that Ctrl-C has ended: https://tldp.org/LDP/abs/html/exitcodes.html */
const interrupted = 130;

/** Ends the session in order at the first Ctrl-C, and at once at the second one. */
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

/** The port that Node's own inspector has by default, which debuggers try first: https://nodejs.org/api/cli.html#--inspecthostport */
const inspectorPort = 9_229;

interface DevFlags extends Omit<DevOptions, "inspect"> {
  /** `true` when given without a port. */
  readonly inspect?: number | true;
  readonly json: boolean;
}

async function dev({ inspect, json, ...flags }: DevFlags): Promise<void> {
  const options: DevOptions = { ...flags, inspect: inspect === true ? inspectorPort : inspect };
  if (options.inspect !== undefined) process.env[debuggableVariable] = "1";
  // esbuild is a Go program: with less frequent garbage collection, a rebuild takes a sixth less processor time.
  // https://pkg.go.dev/runtime#hdr-Environment_Variables
  process.env.GOGC ??= "400";
  const project = openProject(process.cwd());
  // The engine and esbuild take longer to load than the other commands take to run.
  const { runDev } = await import("../dev/session.ts");
  const screens = createScreens(json, (line) => console.log(line), process.stderr);
  process.exitCode = await runDev(project, options, screens, followSignals());
}

export function devCommand(): Command {
  return new Command("dev")
    .description("deploy to simulated clouds and serve, following changes, until Ctrl-C")
    .option("--once", "end after the deployment and its smoke checks, with exit code 0 or 1", false)
    .option("--stack <name>", "whose settings to use", "dev")
    .option("--only <clouds>", "deploy to these clouds only: aws,gcp", parseClouds)
    .option("--port <number>", "first port for the addresses of what is deployed", parsePort)
    .option("--inspect [port]", `let debuggers attach to each function, from this port on: ${inspectorPort}`, parsePort)
    .option("--check", "check types too, and again after each change", false)
    .option("--open", "open the first address in the browser", false)
    .option("--json", "write what happens as JSON, an event a line", false)
    .option("--strict", "refuse properties that have no effect in the simulator", false)
    .action(dev);
}

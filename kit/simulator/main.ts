/**
 * The simulator as a process of its own:
 * `node kit/simulator/main.ts --data <folder> [--base-port <number>] [--inspect-port <number>] [--root <folder>]
 * [--seed <file>] [--strict] [--attached]`.
 *
 * It ends on SIGTERM and SIGINT, through its control API, and, with `--attached`, when its input is closed.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { archiveAt } from "./control/wire.ts";
import { messageOf, SimulatorError } from "./errors.ts";
import { createSimulator, type SimulatorOptions } from "./index.ts";
import { removeAddress, type StartReport, writeAddress } from "./process/address.ts";
import { openControlApi } from "./process/control-api.ts";
import { guardChildren } from "./process/guardian.ts";
import { register } from "./process/registry.ts";

/** How long stopping may take before it is cut short, in milliseconds. */
const patience = 5_000;

interface Arguments extends SimulatorOptions {
  readonly attached: boolean;
}

const flags = {
  data: { type: "string" },
  "base-port": { type: "string" },
  "inspect-port": { type: "string" },
  root: { type: "string" },
  seed: { type: "string" },
  strict: { type: "boolean", default: false },
  attached: { type: "boolean", default: false },
} as const;

function parseFlags() {
  try {
    return parseArgs({ options: flags }).values;
  } catch (error) {
    throw usage(messageOf(error));
  }
}

function readArguments(): Arguments {
  const { data, root = ".", seed, strict, attached, "base-port": port, "inspect-port": inspectPort } = parseFlags();
  if (data === undefined) throw usage("The folder for the data is missing.");
  for (const given of [port, inspectPort]) {
    if (given !== undefined && !/^\d{1,5}$/.test(given)) throw usage(`${given} is not a port.`);
  }
  return {
    data: resolve(data),
    root: resolve(root),
    live: true,
    ...{ strict, attached },
    ...(seed === undefined ? {} : { seed: resolve(seed) }),
    ...(port === undefined ? {} : { basePort: Number(port) }),
    ...(inspectPort === undefined ? {} : { inspectPort: Number(inspectPort) }),
  };
}

function usage(what: string): SimulatorError {
  return new SimulatorError("ERR_USAGE", `${what} Use: main.ts --data <folder> [--base-port <number>] [--strict].`);
}

/** Reports the outcome to the parent process: over the IPC channel if there is one, otherwise on the output. */
async function report(message: StartReport): Promise<void> {
  const { send } = process;
  if (send === undefined) {
    console.log(JSON.stringify(message));
    return;
  }
  await new Promise((resolve) => send.call(process, message, resolve));
  // The channel is no longer needed, and would keep both processes alive.
  process.disconnect();
}

async function run(options: Arguments): Promise<void> {
  guardChildren();
  const simulator = await createSimulator(options);
  const providers = await simulator.serve();
  let stopping = false;
  const stop = async (code: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(code), patience).unref();
    unregister();
    removeAddress(options.data);
    api.close();
    await simulator.stop();
    process.exit(code);
  };
  const { code } = simulator.world;
  const takeArchive = (path: string) => code.take(archiveAt(path));
  const api = await openControlApi({ simulator, providers, takeArchive, stop: () => stop(0) });
  const unregister = register({ pid: process.pid, root: options.root ?? process.cwd(), data: options.data });
  writeAddress(options.data, { pid: process.pid, url: api.url, token: api.token });
  process.on("SIGTERM", () => stop(0)).on("SIGINT", () => stop(0));
  if (options.attached)
    process.stdin
      .on("end", () => void stop(0))
      .on("error", () => void stop(0))
      .resume();
  process.on("uncaughtException", (error) => {
    console.error(error);
    if (!simulator.endFaulty(error)) void stop(1);
  });
  await report({ ready: api.url });
}

try {
  await run(readArguments());
} catch (error) {
  const code = error instanceof SimulatorError ? error.code : "ERR_SIMULATOR";
  await report({ error: { code, message: messageOf(error) } });
  process.exit(1);
}

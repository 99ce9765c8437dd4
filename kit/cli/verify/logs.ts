import { exec } from "node:child_process";
import { promisify } from "node:util";
import type { LogAccess } from "../../conformance/log.ts";
import { entriesOf } from "../../conformance/log.ts";
import type { SimulatorClient } from "../../simulator/client.ts";
import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { packageOf } from "../clouds.ts";

/** Clouds take minutes until log lines can be read: https://learn.microsoft.com/azure/azure-monitor/logs/data-ingestion-time */
const cloudPatience = 300_000;
const simulatorPatience = 10_000;

/** The maximum output of a command, in bytes. */
const longest = 64 * 1_048_576;

/** Access to the logs of the functions on one simulated cloud. */
export function logsOfSimulator(simulator: SimulatorClient, cloud: Cloud): LogAccess {
  return {
    patience: simulatorPatience,
    async read() {
      const lines: string[] = [];
      for await (const { text } of simulator.logs({ cloud: packageOf[cloud] })) lines.push(text);
      return entriesOf(lines);
    },
  };
}

/** Access through a command of the user, which prints the log lines of all targets, in any order, including older ones. */
export function logsOfCommand(command: string): LogAccess {
  const call = async () => {
    try {
      const { stdout } = await promisify(exec)(command, { maxBuffer: longest });
      return entriesOf(stdout.split("\n"));
    } catch (cause) {
      throw new FourfoldError("ERR_VERIFY", {
        where: "--logs",
        what: `the command failed: ${cause instanceof Error ? cause.message.trim() : String(cause)}.`,
        fix: "Pass one that prints log lines and ends.",
        cause,
      });
    }
  };
  // Many behaviours wait for lines at the same time: one call serves them all.
  let running: ReturnType<typeof call> | undefined;
  const read = () => {
    running ??= call().finally(() => {
      running = undefined;
    });
    return running;
  };
  return { patience: cloudPatience, read };
}

import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import * as v from "valibot";
import { isSimulatorError } from "../simulated/index.ts";
import type { SimulatorError } from "../simulator/client.ts";
import { FourfoldError, isFourfoldError } from "../spec/index.ts";
import { checkCommand } from "./commands/check.ts";
import { completionCommands } from "./commands/completion.ts";
import { costCommand } from "./commands/cost.ts";
import { devCommand } from "./commands/dev.ts";
import { invokeCommand } from "./commands/invoke.ts";
import { logsCommand } from "./commands/logs.ts";
import { deadLettersCommand } from "./commands/messages/dead-letters.ts";
import { redriveCommand } from "./commands/messages/redrive.ts";
import { newCommand } from "./commands/new.ts";
import { pulumiCommand } from "./commands/pulumi.ts";
import { secretCommand } from "./commands/secret.ts";
import { startCommand } from "./commands/start.ts";
import { statusCommand } from "./commands/status.ts";
import { stopCommand } from "./commands/stop.ts";
import { verifyCommand } from "./commands/verify.ts";

const commands = [
  newCommand,
  devCommand,
  checkCommand,
  costCommand,
  startCommand,
  statusCommand,
  logsCommand,
  invokeCommand,
  deadLettersCommand,
  redriveCommand,
  secretCommand,
  stopCommand,
  pulumiCommand,
  verifyCommand,
];

/** This package's version, from its `package.json`. */
function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return v.parse(v.object({ version: v.string() }), manifest).version;
}

/** Has a command, and those in it, report mistakes as their program does. */
function inherit(command: Command, from: Command): Command {
  command.copyInheritedSettings(from);
  for (const nested of command.commands) inherit(nested, command);
  return command;
}

function createProgram(): Command {
  const program = new Command("fourfold")
    .description("Function sets on AWS, Google Cloud, Azure and Cloudflare, and all four of them simulated here.")
    .version(readVersion(), "-v, --version", "print the version")
    .enablePositionalOptions()
    .exitOverride()
    // The message is in the error, which is printed like any other.
    .configureOutput({ outputError: () => undefined });
  for (const create of commands) program.addCommand(inherit(create(), program));
  return program;
}

function createWholeProgram(): Command {
  const program = createProgram();
  const [script, answer] = completionCommands(createProgram);
  return program
    .addCommand(script.copyInheritedSettings(program))
    .addCommand(answer.copyInheritedSettings(program), { hidden: true });
}

/** An error of commander as one of ours. */
function usageError(error: CommanderError): FourfoldError {
  return new FourfoldError("ERR_USAGE", {
    what: error.message.replace(/^error: /, "").replace(/[^.?]$/, "$&."),
    fix: "See `npx fourfold --help`.",
    cause: error,
  });
}

/** What to do about errors of the simulator with our commands, which the simulator does not know. */
const waysOut: Readonly<Partial<Record<SimulatorError["code"], string>>> = {
  ERR_BUSY: " `npx fourfold status` shows it, `npx fourfold stop` ends it.",
};

function report(error: unknown): void {
  if (isFourfoldError(error)) {
    console.error(error.message);
  } else if (isSimulatorError(error)) {
    console.error(`${error.message}${waysOut[error.code] ?? ""} [${error.code}]`);
  } else {
    console.error("This is a mistake of Fourfold's, not of yours. Please report it, with these lines:");
    console.error(error);
  }
}

/** Runs one command. The exit code is 0, what the command set as `process.exitCode`, or 1 after an error. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    await createWholeProgram().parseAsync(args, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return; // --help has been printed
    process.exitCode = 1;
    if (error instanceof CommanderError && error.code === "commander.help") return; // the help that has been printed says it
    report(error instanceof CommanderError ? usageError(error) : error);
  }
}

import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as v from "valibot";
import { FourfoldError, isFourfoldError } from "../../spec/index.ts";
import type { KnownResource } from "../component-outputs.ts";
import { findPulumi } from "../pulumi/find.ts";

const execute = promisify(execFile);

/** The maximum size of a state, in bytes. */
const longest = 512 * 1_048_576;

/** The user's choice of a Pulumi stack. */
export interface PulumiStack {
  /** @default the selected stack */
  readonly stack?: string;
  /** The folder of its program. */
  readonly cwd: string;
}

/** The message of a failed command, or why it could not be run. */
function saidBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return "stderr" in error && typeof error.stderr === "string" && error.stderr !== ""
    ? error.stderr.trim()
    : error.message;
}

/** Runs a `pulumi stack` command. */
async function askPulumi(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const command = ["stack", ...args];
  try {
    const options = { cwd, env, maxBuffer: longest };
    const { stdout } = await execute(findPulumi(env.PATH ?? ""), [...command, "--non-interactive"], options);
    return stdout;
  } catch (cause) {
    if (isFourfoldError(cause)) throw cause;
    throw new FourfoldError("ERR_PULUMI", {
      where: `\`pulumi ${command.join(" ")}\``,
      what: saidBy(cause),
      fix: "Name the stack with --stack, and the folder of its program with --cwd; what `fourfold dev` has deployed is meant with --dev.",
      cause,
    });
  }
}

/** The content of a stack: its outputs, and the resources in its state. */
export interface ReadStack {
  /** The stack as messages and reports name it: `Stack "prod"`. */
  readonly source: string;
  /** The options that select it in commands, each after a space: ` --stack prod`. */
  readonly choice: string;
  readonly outputs: unknown;
  readonly resources: readonly KnownResource[];
}

const Resource = v.object({
  ...{ urn: v.string(), type: v.string(), id: v.optional(v.string(), ""), parent: v.optional(v.string()) },
  outputs: v.optional(v.record(v.string(), v.unknown()), {}),
});
const Exported = v.object({ deployment: v.object({ resources: v.optional(v.array(Resource), []) }) });

/**
 * Reads a stack with the user's own Pulumi, login and selection.
 * @throws FourfoldError `ERR_PULUMI` with Pulumi's message.
 */
export async function readStack({ stack, cwd }: PulumiStack, env = process.env): Promise<ReadStack> {
  const name = stack ?? (await askPulumi(["--show-name"], cwd, env)).trim();
  const outputs = await askPulumi(["output", "--json", "--stack", name], cwd, env);
  // The state contains what outputs may not: all resources, and their settings.
  const state = await askPulumi(["export", "--stack", name], cwd, env);
  const { resources } = v.parse(Exported, JSON.parse(state)).deployment;
  return { source: `Stack "${name}"`, choice: ` --stack ${name}`, outputs: JSON.parse(outputs), resources };
}

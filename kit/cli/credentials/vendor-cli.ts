import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as v from "valibot";
import { FourfoldError } from "../../spec/index.ts";
import { createMask, isSecretName } from "../terminal/secrets.ts";
import type { Environment } from "./contract.ts";
import { readJson } from "./json.ts";

/** A vendor's own command line, and what to do if it cannot be used. */
export interface VendorCli {
  /** `gcloud` */
  readonly command: string;
  /** What to do if it is not installed: set a variable, or install it from a page. */
  readonly missing: string;
  /** What to do if nobody is logged in. */
  readonly login: string;
}

const titleOf = ({ command }: VendorCli, args: readonly string[]): string => `\`${command} ${args.join(" ")}\``;

/** How much of an error is shown, in characters: its end says what is wrong. */
const longest = 400;

/** The error of a child process that did not start, or failed. */
const Failure = v.object({
  code: v.optional(v.union([v.string(), v.number()])),
  stdout: v.optional(v.string(), ""),
  stderr: v.optional(v.string(), ""),
});

/** A command's error message, without its standard output and the secrets in its environment. */
function harmless({ stdout, stderr }: v.InferOutput<typeof Failure>, environment: Environment): string {
  const known = Object.entries(environment).flatMap(([name, value]) => (isSecretName(name) ? [value ?? ""] : []));
  // Shorter values may be ordinary words.
  const mask = createMask([...known, ...stdout.split(/[\s"',]+/)].filter(({ length }) => length >= 8));
  return mask(stderr).replaceAll(/\s+/g, " ").trim().slice(-longest);
}

/**
 * Calls a vendor's own command line, which knows the user's profiles and logins.
 *
 * @returns Its output.
 * @throws FourfoldError `ERR_CREDENTIALS` if it is not installed, or nobody is logged in. Errors never contain its output.
 */
export async function askCli(cli: VendorCli, args: readonly string[], environment: Environment): Promise<string> {
  const where = titleOf(cli, args);
  // gcloud and az are .cmd files on Windows, which only a shell can start:
  // https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows
  const options = { env: { ...environment }, shell: process.platform === "win32" };
  try {
    return (await promisify(execFile)(cli.command, args, options)).stdout.trim();
  } catch (error) {
    const failure = v.safeParse(Failure, error);
    if (!failure.success) throw error;
    // Both without their cause, which contains the output.
    if (failure.output.code === "ENOENT") {
      throw new FourfoldError("ERR_CREDENTIALS", { where, what: "the command is not installed.", fix: cli.missing });
    }
    const said = harmless(failure.output, environment) || `it ended with ${failure.output.code}`;
    throw new FourfoldError("ERR_CREDENTIALS", { where, what: said.replace(/[^.]$/, "$&."), fix: cli.login });
  }
}

/**
 * The same for JSON output.
 * @throws FourfoldError `ERR_CREDENTIALS` also if the output is something else, which is not shown.
 */
export async function askCliForJson<Schema extends v.GenericSchema>(
  cli: VendorCli,
  args: readonly string[],
  environment: Environment,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const where = titleOf(cli, args);
  const printed = await askCli(cli, args, environment);
  return readJson(printed, schema, { code: "ERR_CREDENTIALS", where, fix: `Update ${cli.command}.` });
}

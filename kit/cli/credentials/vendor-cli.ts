import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as v from "valibot";
import { FourfoldError } from "../../spec/index.ts";
import { createMask, isSecretName } from "../terminal/secrets.ts";
import type { Environment } from "./contract.ts";
import { readJson } from "./json.ts";

/** A vendor's own command line, and what helps where it cannot be asked. */
export interface VendorCli {
  /** `gcloud` */
  readonly command: string;
  /** What to do without it: set a variable, or install it from a page. */
  readonly missing: string;
  /** What to do when it knows nobody. */
  readonly login: string;
}

const titleOf = ({ command }: VendorCli, args: readonly string[]): string => `\`${command} ${args.join(" ")}\``;

/** The most of an error that is shown, in letters: its end says what is wrong. */
const longest = 400;

/** What is left of a child process that did not run, or ended with an error. */
const Failure = v.object({
  code: v.optional(v.union([v.string(), v.number()])),
  stdout: v.optional(v.string(), ""),
  stderr: v.optional(v.string(), ""),
});

/** What a command says of its failure, without what it prints for programs, and what its environment keeps secret. */
function harmless({ stdout, stderr }: v.InferOutput<typeof Failure>, environment: Environment): string {
  const known = Object.entries(environment).flatMap(([name, value]) => (isSecretName(name) ? [value ?? ""] : []));
  // Shorter ones are words.
  const mask = createMask([...known, ...stdout.split(/[\s"',]+/)].filter(({ length }) => length >= 8));
  return mask(stderr).replaceAll(/\s+/g, " ").trim().slice(-longest);
}

/**
 * Asks a vendor's own command line, which knows its user's profiles and logins.
 *
 * @returns what it prints.
 * @throws FourfoldError `ERR_CREDENTIALS` where it is not installed, and where it knows nobody. No error has what it printed.
 */
export async function askCli(cli: VendorCli, args: readonly string[], environment: Environment): Promise<string> {
  const where = titleOf(cli, args);
  // gcloud and az are .cmd files on Windows, which only a shell starts:
  // https://nodejs.org/api/child_process.html#spawning-bat-and-cmd-files-on-windows
  const options = { env: { ...environment }, shell: process.platform === "win32" };
  try {
    return (await promisify(execFile)(cli.command, args, options)).stdout.trim();
  } catch (error) {
    const failure = v.safeParse(Failure, error);
    if (!failure.success) throw error;
    // Both without their cause, which has what was printed.
    if (failure.output.code === "ENOENT") {
      throw new FourfoldError("ERR_CREDENTIALS", { where, what: "the command is not installed.", fix: cli.missing });
    }
    const said = harmless(failure.output, environment) || `it ended with ${failure.output.code}`;
    throw new FourfoldError("ERR_CREDENTIALS", { where, what: said.replace(/[^.]$/, "$&."), fix: cli.login });
  }
}

/**
 * The same where it prints JSON.
 * @throws FourfoldError `ERR_CREDENTIALS` also where that is something else, which is not shown.
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

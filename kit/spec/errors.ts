/** Every kind of mistake that Fourfold reports, with what it means. The error reference is generated from this table. */
export const errorCodes = {
  ERR_SPEC: "The function set contradicts itself: a name, a unit, a route or a link is wrong.",
  ERR_ARGUMENT: "An argument of a component is missing, misspelt or of another type.",
  ERR_UNSUPPORTED: "The cloud cannot do what the function set asks for.",
  ERR_LIMIT: "A value or a bundle is outside what the cloud accepts.",
  ERR_BIND: "A resource that this set does not own was not bound, or was bound to something of another kind.",
  ERR_REPLACEMENT: "A change would replace what holds data, or what says when it is removed, and lose it.",
  ERR_CONFIG: "The stack's configuration is incomplete or contradicts itself.",
  ERR_PROVIDER: "A provider that was passed does not belong to the cloud it was passed for.",
  ERR_SDK: "A package of Pulumi's that is needed is not installed, or is of a version that would drop properties.",
  ERR_HANDLER_MISSING: "A handler's file does not exist.",
  ERR_HANDLER_COMPILE: "A handler does not compile.",
  ERR_HANDLER_EXPORT: "A handler's default export is not what its trigger needs, or it names another function.",
  ERR_LINK: "A link's value was not found, or could not be read, when the function started.",
  ERR_ENGINE: "A deployment was refused by the engine or by a provider.",
  ERR_SIMULATOR: "The simulator is not installed, or could not be reached, started or stopped.",
  ERR_PORT: "A port that is needed is in use.",
  ERR_STORE: "The simulator's data cannot be read or written.",
  ERR_BUSY: "Another command is already working in this folder.",
  ERR_NODE: "This version of Node.js is too old.",
  ERR_PULUMI: "The Pulumi CLI is needed and was not found, or could not be built.",
  ERR_USAGE: "A command was called in a way it does not understand.",
  ERR_CREDENTIALS: "The credentials for a cloud are missing, have expired, or its vendor does not know them.",
  ERR_CLOUD: "A vendor's API does not answer, or refuses what a command asks of a deployed stack.",
  ERR_VERIFY:
    "What `fourfold verify` is to ask is missing, is another app or another version of it, or does not answer.",
} as const;

/** The code of a {@link FourfoldError}. The list is closed. */
export type ErrorCode = keyof typeof errorCodes;

/** What went wrong, where, and the way out. */
export interface Problem {
  /** What is wrong, as one sentence. */
  readonly what: string;
  /** The component, function, file or property it is about: `Function "api"`, `functions/api.ts:12`. */
  readonly where?: string;
  /** What to do about it, as one sentence. */
  readonly fix: string;
  /** The error this one was caused by. */
  readonly cause?: unknown;
}

/**
 * A mistake that its reader can correct. It is printed as its message alone, without a stack.
 *
 * @example
 * throw new FourfoldError("ERR_SPEC", {
 *   where: 'Function "api"',
 *   what: "the timeout \"1 day\" has an unknown unit.",
 *   fix: "Write it in seconds, minutes or hours.",
 * });
 */
export class FourfoldError extends Error {
  override readonly name = "FourfoldError";
  readonly code: ErrorCode;
  readonly problem: Problem;
  /** Makes Pulumi's runner print the message only: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/errors.ts */
  readonly __pulumiRunError = true;

  constructor(code: ErrorCode, problem: Problem) {
    const where = problem.where === undefined ? "" : `${problem.where}: `;
    super(`${where}${problem.what} ${problem.fix} [${code}]`, { cause: problem.cause });
    this.code = code;
    this.problem = problem;
    // An error that is thrown in an output, after the program's last line, is always printed by Pulumi's runner with its stack:
    // https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/cmd/run/index.ts (uncaughtHandler)
    this.stack = this.message;
  }
}

/** Whether an error is one that its reader can correct, even when another copy of this package has thrown it. */
export function isFourfoldError(error: unknown): error is FourfoldError {
  return error instanceof Error && error.name === "FourfoldError" && "code" in error && "problem" in error;
}

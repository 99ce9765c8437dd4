/** Commands that talk to providers: https://www.pulumi.com/docs/iac/cli/commands/ */
const operations = ["up", "update", "preview", "pre", "destroy", "down", "dn", "refresh", "import", "watch"];
/** Commands that need a stack, but no cloud. */
const inspections = ["config", "export", "state", "logs", "cancel", "history"];
const updates = ["up", "update"];

/** What a call of the CLI needs, by its arguments. */
export interface PulumiCall {
  /** Whether providers must run. */
  readonly needsClouds: boolean;
  /** Whether a stack must be selected. */
  readonly needsStack: boolean;
  /** Whether it deploys something that may have addresses. */
  readonly deploys: boolean;
  /** The stack that `--stack` names. */
  readonly stack: string | undefined;
  /** The folder that `--cwd` names. */
  readonly cwd: string | undefined;
}

/** The value of an option in any form that the CLI accepts: `-s dev`, `--stack dev`, `--stack=dev`. */
function optionValue(args: readonly string[], long: string, short: string): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === short || arg === long) return args[index + 1];
    if (arg.startsWith(`${long}=`)) return arg.slice(long.length + 1);
  }
  return undefined;
}

/** Parses the CLI's arguments that matter here. Everything else is passed on unread. */
export function parsePulumiCall(args: readonly string[]): PulumiCall {
  const asksForHelp = args.includes("--help") || args.includes("-h");
  const verb = args.find((arg) => [...operations, ...inspections].includes(arg)) ?? "";
  const needsClouds = operations.includes(verb) && !asksForHelp;
  return {
    needsClouds,
    needsStack: needsClouds || (inspections.includes(verb) && !asksForHelp),
    deploys: needsClouds && updates.includes(verb),
    stack: optionValue(args, "--stack", "-s"),
    cwd: optionValue(args, "--cwd", "-C"),
  };
}

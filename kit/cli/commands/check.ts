import { Command } from "commander";
import { parseClouds } from "../clouds.ts";
import type { DeployOptions } from "../dev/request.ts";
import type { PolicyOptions } from "../policies/assessed.ts";
import { openProject } from "../project.ts";

interface CheckOptions extends DeployOptions, PolicyOptions {
  /** What Pulumi has written of a stack: its resources are checked, and no project. */
  readonly file?: string;
}

/** Checks the project in this folder, and its resources if there are policies for them. */
async function checkThisProject(options: CheckOptions): Promise<boolean> {
  const project = openProject(process.cwd());
  const { checkStates, readPolicies } = await import("../policies/assessed.ts");
  // First: a mistake in it is known before a program has run.
  const named = await readPolicies(options);
  const { checkProject } = await import("../types/check-project.ts");
  const end = new AbortController();
  process.once("SIGINT", () => end.abort());
  const {
    refusals,
    types,
    bundles,
    states,
    settings: config,
  } = await checkProject(project, {
    ...options,
    pretty: process.stdout.isTTY === true,
    signal: end.signal,
    note: (message) => console.error(message),
  });
  for (const refusal of refusals) console.log(refusal);
  if (types) console.log(types);
  const isRight = refusals.length === 0 && !types;
  const right = types === undefined ? `Bundles (${bundles})` : `Types, bundles (${bundles})`;
  if (isRight && !options.json) console.log(`${right} and the preview are right.`);
  return isRight && (await checkStates(states, { named, config }, options));
}

async function check(options: CheckOptions): Promise<void> {
  const { file } = options;
  const isRight =
    file === undefined
      ? await checkThisProject(options)
      : await (await import("../policies/assessed.ts")).checkFile(file, options);
  process.exitCode = isRight ? 0 : 1;
}

export function checkCommand(): Command {
  return new Command("check")
    .description(
      "check the types of the program and of all handlers, preview it, and hold its resources to policies; nothing is changed",
    )
    .option("--stack <name>", "whose settings to use", "dev")
    .option("--only <clouds>", "for these clouds only: aws,gcp", parseClouds)
    .option(
      "--file <path>",
      "check only the resources in what `pulumi preview --json --show-sames` or `pulumi stack export` has written; - is the standard input",
    )
    .option("--policies <path>", "a file that says what the team allows: docs/policies.md")
    .option("--json", "what the policies say, as one JSON document", false)
    .option("--junit <path>", "write what the policies say as a report of tests, too")
    .option("--sarif <path>", "write what the policies say for code scanning, too")
    .option("--write-baseline <path>", "write what is found, to be let pass for a time")
    .action(check);
}

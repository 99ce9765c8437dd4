import { Command } from "commander";
import { parseClouds } from "../clouds.ts";
import type { DeployOptions } from "../dev/request.ts";
import { openProject } from "../project.ts";

async function check(options: DeployOptions): Promise<void> {
  const project = openProject(process.cwd());
  const { checkProject } = await import("../types/check-project.ts");
  const end = new AbortController();
  process.once("SIGINT", () => end.abort());
  const { refusals, types, bundles } = await checkProject(project, {
    ...options,
    pretty: process.stdout.isTTY === true,
    signal: end.signal,
    note: (message) => console.error(message),
  });
  for (const refusal of refusals) console.log(refusal);
  if (types !== "") console.log(types);
  const isRight = refusals.length === 0 && types === "";
  if (isRight) console.log(`Types, bundles (${bundles}) and the preview are right.`);
  process.exitCode = isRight ? 0 : 1;
}

export function checkCommand(): Command {
  return new Command("check")
    .description("check the types of the program and of all handlers, and preview it; nothing is changed")
    .option("--stack <name>", "whose settings to use", "dev")
    .option("--only <clouds>", "for these clouds only: aws,gcp", parseClouds)
    .action(check);
}

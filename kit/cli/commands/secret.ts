import { Command } from "commander";
import type { SecretListOptions } from "../secrets/list.ts";
import type { SecretChoice } from "../secrets/open.ts";
import { addStackOptions } from "./stack-options.ts";

const name = ["<secret>", "its name in the set: signing, or shop/signing"] as const;

async function set(secret: string, options: SecretChoice): Promise<void> {
  const { setSecret } = await import("../secrets/change.ts");
  process.exitCode = (await setSecret(secret, options)) ? 0 : 1;
}

async function rotate(secret: string, options: SecretChoice): Promise<void> {
  const { rotateSecret } = await import("../secrets/change.ts");
  process.exitCode = (await rotateSecret(secret, options)) ? 0 : 1;
}

async function list(options: SecretListOptions): Promise<void> {
  const { listSecrets } = await import("../secrets/list.ts");
  await listSecrets(options);
}

export function secretCommand(): Command {
  const setting = new Command("set")
    .description("give a secret a value, from the standard input or from a prompt that does not show it")
    .argument(...name);
  const rotating = new Command("rotate")
    .description("generate another value for a generated secret; functions can still read the one before")
    .argument(...name);
  const listing = new Command("list").description("list secrets, where their values come from, and when they were set");
  return new Command("secret")
    .description("set, rotate and list the secrets of a stack")
    .addCommand(addStackOptions(setting).action(set))
    .addCommand(addStackOptions(rotating).action(rotate))
    .addCommand(addStackOptions(listing).option("--json", "as one JSON document", false).action(list));
}

import { randomBytes } from "node:crypto";
import { FourfoldError, isFourfoldError, requireSecretValue, requireSupport } from "../../spec/index.ts";
import { titleOf } from "../deployed.ts";
import { type Keyboard, readValue } from "../terminal/hidden-input.ts";
import type { DeployedSecret } from "./index.ts";
import { type OpenedSecret, openNamed, type SecretChoice } from "./open.ts";

function refuse({ cloud, ...secret }: DeployedSecret, what: string, fix: string): never {
  throw new FourfoldError("ERR_USAGE", { where: `${cloud}: ${titleOf(secret)}`, what, fix });
}

/** The next deployment would not know what was set here. */
function checkSettable(secret: DeployedSecret): void {
  const { source, name } = secret;
  if (source.kind === "later") return;
  if (source.kind === "generated") {
    refuse(secret, "its value is generated.", `Generate another one with \`npx fourfold secret rotate ${name}\`.`);
  }
  refuse(secret, "its value comes from the stack.", "Change what the stack binds it to, and deploy.");
}

function checkRotatable(secret: DeployedSecret): void {
  const { source, cloud, name } = secret;
  if (source.kind === "generated") {
    requireSupport("secretRotation", cloud, `${cloud}: ${titleOf(secret)}`);
    return;
  }
  const fix =
    source.kind === "later"
      ? `Set another value with \`npx fourfold secret set ${name}\`.`
      : "Change what the stack binds it to, and deploy.";
  refuse(secret, "its value is not generated.", fix);
}

const tellActors = (opened: readonly OpenedSecret[]): void => {
  for (const { cloud, actor } of opened) console.log(`${cloud}: acting as ${actor}`);
};

/** Changes a secret on each cloud. A cloud's error is printed, and does not stop the others. */
async function change(opened: readonly OpenedSecret[], done: string, valueFor: (one: OpenedSecret) => string) {
  const results = await Promise.all(
    opened.map(async (one) => {
      const { cloud, title, vault } = one;
      try {
        const more = await vault.set(valueFor(one));
        console.log(`${cloud}: ${title} is ${done}${more === undefined ? "" : ` ${more}`}.`);
        return true;
      } catch (error) {
        if (!isFourfoldError(error)) throw error;
        console.error(error.message);
        return false;
      }
    }),
  );
  if (results.some(Boolean)) console.log("Functions read it within 5 minutes, and at once with `fresh`.");
  return results.every(Boolean);
}

/**
 * Gives a secret another value, which is read from the standard input, or asked for.
 * @returns Whether it has the value on all clouds.
 * @throws FourfoldError `ERR_USAGE`, `ERR_LIMIT`, `ERR_SIMULATOR`, `ERR_PULUMI`, `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function setSecret(
  name: string,
  given: SecretChoice,
  keyboard: Keyboard = process.stdin,
): Promise<boolean> {
  const where = "fourfold secret set";
  const opened = await openNamed(name, given, checkSettable, where);
  tellActors(opened);
  const value = requireSecretValue(await readValue(`The value of ${opened[0]?.title ?? name}: `, keyboard), where);
  return change(opened, "set", () => value);
}

/**
 * Generates another value for a secret, as long as the first one, on each cloud another.
 * @returns Whether it was done on all clouds.
 * @throws FourfoldError `ERR_UNSUPPORTED` where the value before would be lost, or as {@link setSecret}.
 */
export async function rotateSecret(name: string, given: SecretChoice): Promise<boolean> {
  const opened = await openNamed(name, given, checkRotatable, "fourfold secret rotate");
  tellActors(opened);
  return change(opened, "rotated", ({ secret: { source } }) =>
    randomBytes(source.kind === "generated" ? source.bytes : 0).toString("base64"),
  );
}

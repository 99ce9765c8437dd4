import type { Cloud } from "../../spec/index.ts";
import { type Doors, vendorDoors } from "../credentials/doors.ts";
import { simulatedDoors } from "../credentials/simulated.ts";
import { chooseDeployed, titleOf } from "../deployed.ts";
import { secretsIn } from "../deployed-secrets.ts";
import { openStack, type StackChoice } from "../stacks/open.ts";
import { type DeployedSecret, type SecretVault, secretClouds } from "./index.ts";

/** The user's choice of secrets. */
export interface SecretChoice extends StackChoice {
  /** The only clouds. @default all that they are deployed to */
  readonly cloud?: readonly Cloud[];
}

/** A secret on one cloud, and the identity it is accessed with. */
export interface OpenedSecret {
  readonly cloud: Cloud;
  /** Its name for people: `shop/signing`. */
  readonly title: string;
  readonly actor: string;
  readonly secret: DeployedSecret;
  readonly vault: SecretVault;
}

/** The secrets of a stack, and the ways to its clouds. */
export interface StackSecrets {
  readonly all: readonly DeployedSecret[];
  readonly doors: Doors;
}

/** @throws FourfoldError `ERR_SIMULATOR`, `ERR_PULUMI`, `ERR_USAGE` */
export async function readSecrets(given: SecretChoice): Promise<StackSecrets> {
  const { resources, on } = await openStack(given);
  const doors = on === undefined ? vendorDoors(process.env) : simulatedDoors(on.simulator);
  return { all: secretsIn(resources), doors };
}

/** @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`, `ERR_USAGE` */
export async function openSecret(secret: DeployedSecret, doors: Doors): Promise<OpenedSecret> {
  const { access, open } = secretClouds[secret.cloud];
  const opened = await access(secret, doors);
  return { cloud: secret.cloud, title: titleOf(secret), actor: opened.actor, secret, vault: open(secret, opened) };
}

/**
 * Finds a secret on each cloud that it is deployed to, and the credentials for it, before anything is changed.
 * @param check - Refuses what the command cannot do with the secret.
 * @param where - The command, as messages name it.
 */
export async function openNamed(
  name: string,
  given: SecretChoice,
  check: (secret: DeployedSecret) => void,
  where: string,
): Promise<readonly OpenedSecret[]> {
  const { all, doors } = await readSecrets(given);
  const chosen = chooseDeployed(all, { kind: "secret", name, clouds: given.cloud, where });
  for (const secret of chosen) check(secret);
  return Promise.all(chosen.map((secret) => openSecret(secret, doors)));
}

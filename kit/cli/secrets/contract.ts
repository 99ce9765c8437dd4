import type { SecretSource } from "../../spec/index.ts";
import type { Doors } from "../credentials/doors.ts";
import type { CloudAccess } from "../credentials/index.ts";
import type { Deployed } from "../deployed.ts";

/** A secret in a stack, on one cloud. */
export interface DeployedSecret extends Deployed {
  readonly source: SecretSource;
  /** On Cloudflare: the Workers that read it, by the names of their scripts. @default none */
  readonly readers: readonly string[];
}

/** What is known of a secret's current value. */
export interface SecretStatus {
  /** Whether there is one. */
  readonly isSet: boolean;
  /** When it was set, in milliseconds since 1970. @default the cloud does not say it */
  readonly since?: number;
  /** What else there is to say: `in 1 of 2 Workers`. @default nothing */
  readonly note?: string;
}

/**
 * The current value of a secret, which nobody reads here.
 * @throws FourfoldError `ERR_CLOUD` from each method, with the cloud's message and without the value.
 */
export interface SecretVault {
  status(): Promise<SecretStatus>;
  /** @returns what else there is to say: `in 2 Workers`. */
  set(value: string): Promise<string | undefined>;
}

/** How to access a cloud's secrets. */
export interface SecretCloud {
  /** @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`, `ERR_USAGE` when the stack's state does not say where it is. */
  access(secret: DeployedSecret, doors: Doors): Promise<CloudAccess>;
  open(secret: DeployedSecret, access: CloudAccess): SecretVault;
}

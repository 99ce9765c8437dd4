import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";

/** Where the value of a secret comes from: exactly one of these. */
export interface SecretSourceArgs {
  /** The value: a text of 1 to 5,000 bytes. It is kept as a Pulumi secret, whatever is passed. @default another source */
  value?: Input<string>;
  /** The number of random bytes that it is generated from, 16 to 1,024: `"64 bytes"`. @default another source */
  generate?: string;
  /** Whether it is set after the deployment, with `fourfold secret set`. @default false: another source */
  later?: boolean;
}

/** A secret on one cloud. */
export interface SecretArgs extends SecretSourceArgs {
  /** The cloud. */
  cloud: Cloud;
  /** The `handle` of the foundation it stands on. */
  foundation: Input<Handle>;
  /** The set that it belongs to, for tags. */
  set: string;
  /** Its name in the set. */
  secret: string;
  /**
   * On Cloudflare: the id of the account's [Secrets Store](https://developers.cloudflare.com/secrets-store/), which keeps the value for all
   * Workers that are bound to it. Not for one that is set later. @default each Worker that reads it has a copy
   */
  secretsStore?: Input<string>;
  /** What happens to the secret when it leaves the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}

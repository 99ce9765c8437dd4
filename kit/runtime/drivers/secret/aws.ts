import type { Driver } from "../../links.ts";
import { openSecret } from "../../secrets/open.ts";
import { SecretsManagerSecret } from "../../secrets/stores/secrets-manager.ts";
import { addressOf } from "../address.ts";

/** A secret that the function may read. */
export const open: Driver = (link, environment) =>
  openSecret(link, new SecretsManagerSecret(addressOf(link, environment)));

import type { Driver } from "../../links.ts";
import { openSecret } from "../../secrets/open.ts";
import { KeyVaultSecret } from "../../secrets/stores/key-vault.ts";
import { addressOf } from "../address.ts";

/** A secret that the function may read. */
export const open: Driver = (link, environment) => openSecret(link, new KeyVaultSecret(addressOf(link, environment)));

import type { Inputs } from "../../../resources/inputs.ts";
import type { MeteredType } from "../../contract.ts";
import { only } from "../../guards.ts";
import { secondsPerMonth } from "../../units.ts";
import { secondsOf } from "../units.ts";

/** The first version, and what rotation adds in a month. Each stays, and is paid for, until somebody destroys it. */
function versionsOf(key: Inputs): number {
  const first = key.flag("skipInitialVersionCreation") ? 0 : 1;
  return key.has("rotationPeriod") ? first + secondsPerMonth / secondsOf(key, "rotationPeriod", "") : first;
}

export const cryptoKey: MeteredType = {
  type: "gcp:kms/cryptoKey:CryptoKey",
  source: "https://cloud.google.com/kms/pricing",
  guards: { "versionTemplate.protectionLevel": only("SOFTWARE") },
  meters: [
    { price: "gcp.kms.versions", quantity: ({ inputs }) => versionsOf(inputs) },
    { price: "gcp.kms.operations", quantity: ({ use }) => use("accesses") },
  ],
};

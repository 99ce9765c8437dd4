import type { Inputs } from "../../../resources/inputs.ts";
import type { Meter, MeteredType } from "../../contract.ts";
import { requireFrom } from "../../guards.ts";
import { secondsPerMonth } from "../../units.ts";
import { secondsOf } from "../units.ts";

const source = "https://cloud.google.com/secret-manager/pricing";

/** In how many places a secret is. Automatic replication counts as one: https://cloud.google.com/secret-manager/docs/choosing-replication */
const locationsOf = (secret: Inputs): number => Math.max(1, secret.list("replication.userManaged.replicas").length);

const accesses: Meter = { price: "gcp.secretmanager.accesses", quantity: ({ use }) => use("accesses") };

const rotations: Meter = {
  price: ({ inputs }) => (inputs.has("rotation.rotationPeriod") ? "gcp.secretmanager.rotations" : undefined),
  quantity: ({ inputs }) => secondsPerMonth / secondsOf(inputs, "rotation.rotationPeriod", ""),
};

/** A secret and its versions. A secret whose versions are not in the program has one, which somebody sets. */
function secretOf(type: string, versionType: string): readonly MeteredType[] {
  const secret: MeteredType = {
    type,
    source,
    meters: [
      {
        price: ({ users }) => (users(versionType, "secret").length > 0 ? undefined : "gcp.secretmanager.versions"),
        quantity: ({ inputs }) => locationsOf(inputs),
      },
      accesses,
      rotations,
    ],
  };
  const version: MeteredType = {
    type: versionType,
    source,
    meters: [
      {
        // Disabled versions count, too.
        price: "gcp.secretmanager.versions",
        quantity: (reading) => locationsOf(requireFrom(reading, "secret", type, "a secret")),
      },
    ],
  };
  return [secret, version];
}

export const secrets: readonly MeteredType[] = [
  ...secretOf("gcp:secretmanager/secret:Secret", "gcp:secretmanager/secretVersion:SecretVersion"),
  ...secretOf(
    "gcp:secretmanager/regionalSecret:RegionalSecret",
    "gcp:secretmanager/regionalSecretVersion:RegionalSecretVersion",
  ),
];

import type { Check, Rule, TypeRule } from "../../../contract/rule.ts";
import type { Fields } from "../../../contract/values.ts";

const what = "it is confidential, and encrypted by a key that is not yours";

const key = (property: string): Check =>
  function* (subject, given) {
    if (subject.inputs.has(property) || !given.isNamed("classified", subject)) return;
    yield { property, what, fix: `Set \`${property}\` to the name of a key of Cloud KMS` };
  };

const keyed = (property: string, compliant: Fields): TypeRule => ({
  checks: [key(property)],
  unknowns: { [property]: "any" },
  compliant,
  given: { options: { classified: ["subject"] } },
  broken: [[property, undefined, what]],
});

const name = "projects/shop/locations/europe-west1/keyRings/shop/cryptoKeys/shop";

export const rule: Rule = {
  name: "own-keys",
  cloud: "gcp",
  title: "Confidential data is encrypted by keys of the team",
  severity: "low",
  why: "Without one, nobody but the vendor decides who may decrypt it, and nobody can take that back.",
  source: "https://cloud.google.com/kms/docs/cmek",
  references: { checkov: ["CKV_GCP_83"], trivy: ["GCP-0066"], nist: ["SC-28(1)", "SC-12", "SC-13"] },
  options: { classified: { default: [], what: "names of what holds confidential data" } },
  types: {
    "gcp:storage/bucket:Bucket": keyed("encryption.defaultKmsKeyName", { encryption: { defaultKmsKeyName: name } }),
    "gcp:pubsub/topic:Topic": keyed("kmsKeyName", { kmsKeyName: name }),
    "gcp:cloudfunctionsv2/function:Function": keyed("kmsKeyName", { kmsKeyName: name }),
    "gcp:firestore/database:Database": keyed("cmekConfig.kmsKeyName", { cmekConfig: { kmsKeyName: name } }),
  },
};

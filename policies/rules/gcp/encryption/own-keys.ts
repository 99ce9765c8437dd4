import type { Rule } from "../../../contract/rule.ts";
import { keyed } from "../../../vendors/classified.ts";

const key = "the name of a key of Cloud KMS";
const name = "projects/shop/locations/europe-west1/keyRings/shop/cryptoKeys/shop";

export const rule: Rule = {
  name: "own-keys",
  cloud: "gcp",
  title: "Confidential data is encrypted with the team's own keys",
  severity: "low",
  why: "Only with a key of its own can the team decide, and revoke, who may decrypt the data.",
  source: "https://cloud.google.com/kms/docs/cmek",
  references: { checkov: ["CKV_GCP_83"], trivy: ["GCP-0066"], nist: ["SC-28(1)", "SC-12", "SC-13"] },
  options: { classified: { default: [], what: "names of resources that hold confidential data" } },
  types: {
    "gcp:storage/bucket:Bucket": keyed("encryption.defaultKmsKeyName", key, {
      encryption: { defaultKmsKeyName: name },
    }),
    "gcp:pubsub/topic:Topic": keyed("kmsKeyName", key, { kmsKeyName: name }),
    "gcp:cloudfunctionsv2/function:Function": keyed("kmsKeyName", key, { kmsKeyName: name }),
    "gcp:firestore/database:Database": keyed("cmekConfig.kmsKeyName", key, { cmekConfig: { kmsKeyName: name } }),
  },
};

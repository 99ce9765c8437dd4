import type { Check, Rule } from "../../../contract/rule.ts";
import { isEveryone } from "../../../vendors/gcp-members.ts";

const member: Check = function* ({ inputs }) {
  if (!isEveryone(inputs.text("member") ?? "")) return;
  yield { property: "member", what: "anyone has this role on it", fix: "Grant it to the account that needs it" };
};

const own = {
  checks: [member],
  unknowns: { member: "later" },
  compliant: { member: "serviceAccount:shop@example.iam.gserviceaccount.com" },
  broken: [
    ["member", "allUsers", "anyone has this role on it"],
    ["member", "allAuthenticatedUsers", "anyone has this role on it"],
  ],
} as const;

export const rule: Rule = {
  name: "private-resources",
  cloud: "gcp",
  title: "Queues, topics, secrets and keys allow named principals only",
  severity: "critical",
  level: "denied",
  why: "Otherwise anyone can send what is processed, or read what is stored.",
  source: "https://cloud.google.com/iam/docs/principals-overview#all-users",
  references: {
    checkov: ["CKV_GCP_99", "CKV_GCP_101", "CKV_GCP_112", "CKV2_GCP_6"],
    cis: ["GCP 5.0 1.10"],
    nist: ["AC-3", "SC-7"],
  },
  types: {
    "gcp:pubsub/topicIAMMember:TopicIAMMember": own,
    "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember": own,
    "gcp:secretmanager/secretIamMember:SecretIamMember": own,
    "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember": own,
    "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember": own,
    "gcp:projects/iAMMember:IAMMember": own,
  },
};

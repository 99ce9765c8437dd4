import type { Decision } from "../decisions.ts";

const scanner = "Checkov";

export const checkovOnGcp: readonly Decision[] = [
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_GCP_124"],
    why: "Ours asks for it where there is an edge in front of the function; without one, it would be reached by nobody.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_GCP_78"],
    why: "What is deleted is kept for a week by itself; ours finds where that is turned off and there are no versions either.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_GCP_79", "CKV_GCP_14"],
    why: "Not for serverless: databases that run by the hour are asked only for what protects their data from others.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_GCP_41"],
    why: "It fails every member whose role it does not find, as in an example that is about the member.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_GCP_125"],
    why: "It knows claims of GitHub alone, and only in the subject; ours takes a condition on the repository.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_GCP_83", "CKV_GCP_84"],
    why: "The vendor encrypts it; `own-keys` asks for a key of one's own only where a team says that the data is confidential.",
  },
  {
    ...{ scanner, kind: "theirs" },
    about: ["CKV_GCP_95"],
    why: "It wants a password for Redis, which is a shared key; it is reached from its own network only.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["gcp/declared-public"],
    why: "Ours is stricter: everyone with an account of Google's is everyone.",
  },
  {
    ...{ scanner, kind: "ours" },
    about: ["gcp/no-long-lived-keys"],
    why: "Ours is stricter: a key that Google makes is a key that can leak, too.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["CKV2_GCP_6 gcp/private-resources", "CKV2_GCP_38 gcp/https-only"],
    why: "It looks from another resource at the one that the rule is about, which stands alone in the example.",
  },
  {
    ...{ scanner, kind: "unmoved" },
    about: ["CKV2_GCP_3 gcp/no-long-lived-keys"],
    why: "What is wanted nowhere has no example that is changed.",
  },
];

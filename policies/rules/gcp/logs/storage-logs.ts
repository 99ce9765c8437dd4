import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const type = "gcp:storage/bucket:Bucket";

/** A bucket for logs does not log itself. */
const bucket: GraphCheck = function* (subject, program) {
  if (subject.inputs.has("logging") || program.users(subject, type, "logging.logBucket").length > 0) return;
  const fix = "Set `logging` to `{ logBucket: <the name of another bucket> }`";
  yield { property: "logging", what: "access to it is not logged", fix };
};

export const rule: Rule = {
  name: "storage-logs",
  cloud: "gcp",
  title: "Access to stored data is logged",
  severity: "low",
  why: "After a leak, nobody can tell what was read.",
  source: "https://cloud.google.com/storage/docs/access-logs",
  references: {
    checkov: ["CKV_GCP_62"],
    trivy: ["GCP-0077"],
    kics: ["d6cabc3a-d57e-48c2-b341-bf3dd4f4a120", "48f7e44d-d1d1-44c2-b336-9f11b65c4fb0"],
    nist: ["AU-2"],
  },
  types: {
    [type]: {
      graph: [bucket],
      unknowns: { logging: "any" },
      compliant: { logging: { logBucket: "logs" } },
      broken: [["logging", undefined, "access to it is not logged"]],
    },
  },
};

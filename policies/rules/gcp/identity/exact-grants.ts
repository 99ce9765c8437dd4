import type { Reader } from "../../../contract/reader.ts";
import type { Rule } from "../../../contract/rule.ts";
import { exactGrants, functionSet } from "../../../vendors/grants.ts";

/** Roles of Firestore are granted on a database at least: https://cloud.google.com/firestore/docs/security/iam */
const isOnDatabase = (grant: Reader): boolean => / of the database\b/.test(grant.text("effective") ?? "");

const reading = { resource: "orders", kind: "table", verbs: ["read"] };

export const rule: Rule = {
  name: "exact-grants",
  cloud: "gcp",
  title: "Functions are granted what they ask for, and no more",
  severity: "low",
  why: "A compromised function can do more than its program says.",
  source: "https://cloud.google.com/iam/docs/using-iam-securely#least_privilege",
  references: { nist: ["AC-6"] },
  types: {
    [functionSet]: {
      graph: [
        exactGrants(isOnDatabase, {
          else: "its role covers every table in the database, and its links ask only for",
          fix: "Keep tables that it must not reach in another set",
        }),
      ],
      unknowns: { grants: "later" },
      compliant: {},
      given: {
        outputs: {
          grants: { api: [{ resource: "jobs", kind: "queue", verbs: ["send"], effective: "roles/pubsub.publisher" }] },
        },
      },
      broken: [
        {
          outputs: { grants: { api: [{ ...reading, effective: "roles/datastore.viewer of the database" }] } },
          says: "its role covers every table in the database, and its links ask only for: orders",
          at: "grants.api",
        },
      ],
    },
  },
};

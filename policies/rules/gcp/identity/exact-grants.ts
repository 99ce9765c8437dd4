import type { Reader } from "../../../contract/reader.ts";
import type { Rule } from "../../../contract/rule.ts";
import { exactGrants, functionSet } from "../../../vendors/grants.ts";

/** Roles of Firestore are granted on a database at least: https://cloud.google.com/firestore/docs/security/iam */
const isOnDatabase = (grant: Reader): boolean => / of the database\b/.test(grant.text("effective") ?? "");

const reading = { resource: "orders", kind: "table", verbs: ["read"] };

export const rule: Rule = {
  name: "exact-grants",
  cloud: "gcp",
  title: "Functions may do what they have asked for, and no more",
  severity: "low",
  why: "What is taken over reaches more than its program says.",
  source: "https://cloud.google.com/iam/docs/using-iam-securely#least_privilege",
  references: { nist: ["AC-6"] },
  types: {
    [functionSet]: {
      graph: [
        exactGrants(isOnDatabase, {
          else: "it reaches every table in the database by its links",
          fix: "Keep tables that it must not reach in a set with a database of its own",
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
          says: "it reaches every table in the database by its links: orders",
          at: "grants.api",
        },
      ],
    },
  },
};

import type { Rule } from "../../../contract/rule.ts";
import { exactGrants, functionSet } from "../../../vendors/grants.ts";

const reading = {
  ...{ resource: "orders", kind: "table", verbs: ["read"], effective: "roles/datastore.viewer of the database" },
  excess: [{ may: 'read "people"', because: "a role for Firestore is on a whole database" }],
};

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
        // Roles for Firestore are granted on a database at least: https://cloud.google.com/firestore/docs/security/iam
        exactGrants("gcp", "Exempt it, or keep tables that it must not reach in another set"),
      ],
      unknowns: { grants: "later" },
      compliant: {},
      given: {
        outputs: {
          cloud: "gcp",
          grants: { api: [{ ...reading, excess: [] }] },
        },
      },
      broken: [
        {
          outputs: { cloud: "gcp", grants: { api: [reading] } },
          says: 'it may read "people", and its links do not ask for that',
          at: "grants.api",
        },
      ],
    },
  },
};

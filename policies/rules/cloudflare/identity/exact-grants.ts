import type { Rule } from "../../../contract/rule.ts";
import { exactGrants, functionSet } from "../../../vendors/grants.ts";

const reading = {
  resource: "orders",
  kind: "table",
  verbs: ["read"],
  effective: "d1 binding FOURFOLD_ORDERS_DATABASE",
  excess: [{ may: 'write "orders"', because: "a binding to a D1 database permits reading and writing" }],
};

export const rule: Rule = {
  name: "exact-grants",
  cloud: "cloudflare",
  title: "Functions are granted what they ask for, and no more",
  severity: "low",
  why: "A compromised function can do more than its program says.",
  source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/",
  references: { nist: ["AC-6"] },
  types: {
    [functionSet]: {
      graph: [
        // A binding has no permissions to choose from: https://developers.cloudflare.com/d1/worker-api/d1-database/
        exactGrants("cloudflare", "Exempt it, or leave it to a function that asks for it"),
      ],
      unknowns: { grants: "later" },
      compliant: {},
      given: {
        outputs: { cloud: "cloudflare", grants: { api: [{ ...reading, verbs: ["read", "write"], excess: [] }] } },
      },
      broken: [
        {
          outputs: { cloud: "cloudflare", grants: { api: [reading] } },
          says: 'it may write "orders", and its links do not ask for that',
          at: "grants.api",
        },
      ],
    },
  },
};

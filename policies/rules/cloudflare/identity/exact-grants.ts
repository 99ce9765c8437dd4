import type { Reader } from "../../../contract/reader.ts";
import type { Rule } from "../../../contract/rule.ts";
import { exactGrants, functionSet } from "../../../vendors/grants.ts";

/** A binding has no permissions to choose from: https://developers.cloudflare.com/d1/worker-api/d1-database/ */
const writesUnasked = (grant: Reader): boolean =>
  /^d1 binding /.test(grant.text("effective") ?? "") && !grant.texts("verbs").includes("write");

const reading = {
  resource: "orders",
  kind: "table",
  verbs: ["read"],
  effective: "d1 binding FOURFOLD_ORDERS_DATABASE",
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
        exactGrants(writesUnasked, {
          else: "its bindings also allow writing, and its links ask only for reading",
          fix: "Exempt it, or read through a function that may write",
        }),
      ],
      unknowns: { grants: "later" },
      compliant: {},
      given: { outputs: { grants: { api: [{ ...reading, verbs: ["read", "write"] }] } } },
      broken: [
        {
          outputs: { grants: { api: [reading] } },
          says: "its bindings also allow writing, and its links ask only for reading: orders",
          at: "grants.api",
        },
      ],
    },
  },
};

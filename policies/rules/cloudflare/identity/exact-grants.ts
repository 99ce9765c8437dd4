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
  title: "Functions may do what they have asked for, and no more",
  severity: "low",
  why: "What is taken over reaches more than its program says.",
  source: "https://developers.cloudflare.com/workers/runtime-apis/bindings/",
  references: { nist: ["AC-6"] },
  types: {
    [functionSet]: {
      graph: [
        exactGrants(writesUnasked, {
          else: "it may write, too, what it only reads by its links",
          fix: "Answer for it with an exemption, or let a function that writes them answer for it",
        }),
      ],
      unknowns: { grants: "later" },
      compliant: {},
      given: { outputs: { grants: { api: [{ ...reading, verbs: ["read", "write"] }] } } },
      broken: [
        {
          outputs: { grants: { api: [reading] } },
          says: "it may write, too, what it only reads by its links: orders",
          at: "grants.api",
        },
      ],
    },
  },
};

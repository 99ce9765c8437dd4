import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "bounded-instances",
  cloud: "cloudflare",
  title: "The number of instances is limited",
  severity: "medium",
  level: "advised",
  why: "A flood of requests scales an unlimited function, and its bill, as far as the account allows.",
  source: "https://developers.cloudflare.com/workers/wrangler/configuration/#limits",
  references: { nist: ["SC-6"] },
  types: {
    "cloudflare:index/workersScript:WorkersScript": {
      checks: [
        requiresSome("limits.cpuMs", {
          else: "a request may take 30 seconds of processor time",
          fix: "Set it to the most milliseconds that a request needs",
        }),
      ],
      unknowns: { limits: "any" },
      compliant: { limits: { cpuMs: 50 } },
      broken: [["limits.cpuMs", undefined, "a request may take 30 seconds of processor time"]],
    },
  },
};

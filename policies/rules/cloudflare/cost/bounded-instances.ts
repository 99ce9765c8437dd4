import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "bounded-instances",
  cloud: "cloudflare",
  title: "Something bounds how many instances there may be",
  severity: "medium",
  level: "advised",
  why: "Whoever asks without end makes a bill without end.",
  source: "https://developers.cloudflare.com/workers/wrangler/configuration/#limits",
  references: { nist: ["SC-6"] },
  types: {
    "cloudflare:index/workersScript:WorkersScript": {
      checks: [
        requiresSome("limits.cpuMs", {
          else: "a request may take 30 seconds of processor time",
          fix: "Set it to the milliseconds that a request needs at most",
        }),
      ],
      unknowns: { limits: "any" },
      compliant: { limits: { cpuMs: 50 } },
      broken: [["limits.cpuMs", undefined, "a request may take 30 seconds of processor time"]],
    },
  },
};

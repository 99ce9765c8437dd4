import type { Check, Rule } from "../../../contract/rule.ts";

const logs: Check = function* ({ inputs }) {
  if (inputs.flag("observability.enabled") === true || inputs.flag("logpush") === true) return;
  const property = "observability.enabled";
  yield {
    property,
    what: "it writes no logs",
    fix: "Set `observability` to `{ enabled: true }`",
    remedy: { [property]: true },
  };
};

export const rule: Rule = {
  name: "access-logs",
  cloud: "cloudflare",
  title: "Requests are logged",
  severity: "medium",
  isRemediable: true,
  why: "Without access logs, nobody can tell after an attack what was requested, when and by whom.",
  source: "https://developers.cloudflare.com/workers/observability/logs/workers-logs/",
  references: { nist: ["AU-2", "AU-12"] },
  types: {
    "cloudflare:index/workersScript:WorkersScript": {
      checks: [logs],
      compliant: { observability: { enabled: true } },
      broken: [
        ["observability.enabled", false, "it writes no logs"],
        ["observability", undefined, "it writes no logs", "observability.enabled"],
      ],
    },
  },
};

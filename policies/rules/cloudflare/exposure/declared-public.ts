import type { Check, Rule } from "../../../contract/rule.ts";

const what = "anyone may call the Worker";

const address = (property: string): Check =>
  function* (subject, given) {
    if (given.isPublic(subject)) return;
    yield {
      property,
      what,
      fix: "Remove it, and let other Workers call it through a binding, or list it in `public` of the settings, with a reason",
    };
  };

const subdomain: Check = function* (subject, given) {
  for (const property of ["enabled", "previewsEnabled"]) {
    if (subject.inputs.flag(property) !== true || given.isPublic(subject)) continue;
    yield {
      property,
      what,
      fix: `Set \`${property}\` to \`false\`, or list it in \`public\` of the settings, with a reason`,
    };
  }
};

export const rule: Rule = {
  name: "declared-public",
  cloud: "cloudflare",
  title: "Public endpoints are declared as public",
  severity: "high",
  level: "denied",
  why: "An endpoint that is public by mistake is one that nobody protects or monitors.",
  source: "https://developers.cloudflare.com/workers/configuration/routing/",
  references: { nist: ["AC-3", "SC-7"] },
  types: {
    "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain": {
      checks: [subdomain],
      compliant: { enabled: false, previewsEnabled: false },
      broken: [
        ["enabled", true, what],
        ["previewsEnabled", true, what],
      ],
    },
    "cloudflare:index/workersRoute:WorkersRoute": {
      checks: [address("pattern")],
      compliant: { pattern: "shop.example.com/*" },
      given: { isPublic: true },
      broken: [{ at: "pattern", says: what, isPublic: false }],
    },
    "cloudflare:index/workersCustomDomain:WorkersCustomDomain": {
      checks: [address("hostname")],
      compliant: { hostname: "shop.example.com" },
      given: { isPublic: true },
      broken: [{ at: "hostname", says: what, isPublic: false }],
    },
  },
};

import type { Check, Rule } from "../../../contract/rule.ts";

const headers: Check = function* ({ inputs }) {
  const property = "customResponseHeaders";
  if (inputs.texts(property).some((header) => /^strict-transport-security:/i.test(header))) return;
  const fix = 'Add `"Strict-Transport-Security: max-age=31536000"` to it';
  yield { property, what: "it does not tell browsers to use HTTPS only", fix };
};

const backend = {
  checks: [headers],
  compliant: { customResponseHeaders: ["Strict-Transport-Security: max-age=31536000"] },
  broken: [["customResponseHeaders", undefined, "it does not tell browsers to use HTTPS only"]],
} as const;

export const rule: Rule = {
  name: "security-headers",
  cloud: "gcp",
  title: "Browsers are told to use HTTPS only",
  severity: "low",
  why: "The first request over plain HTTP can be read and redirected.",
  source: "https://cloud.google.com/load-balancing/docs/https/custom-headers",
  references: { nist: ["SC-8"] },
  types: {
    "gcp:compute/backendBucket:BackendBucket": backend,
    "gcp:compute/backendService:BackendService": backend,
  },
};

import type { Rule } from "../../../contract/rule.ts";
import { secretsInList } from "../../../vendors/secret-variables.ts";

const fix = "Give it the type `secret_text`, or keep it in the Secrets Store";

export const rule: Rule = {
  name: "no-secrets-in-variables",
  cloud: "cloudflare",
  title: "Environment variables contain no secrets",
  severity: "critical",
  level: "denied",
  why: "Everyone who may see the configuration, or a log of it, can read them.",
  source: "https://developers.cloudflare.com/workers/configuration/secrets/",
  references: { nist: ["IA-5(7)", "SC-28"] },
  types: {
    "cloudflare:index/workersScript:WorkersScript": {
      checks: [
        ({ inputs }) =>
          secretsInList(
            inputs.list("bindings").filter((each) => each.text("type") === "plain_text"),
            "text",
            fix,
          ),
      ],
      unknowns: { bindings: "later" },
      compliant: {
        bindings: [
          { type: "plain_text", name: "STAGE", text: "prod" },
          { type: "secret_text", name: "KEY", text: "k" },
        ],
      },
      broken: [["bindings[0].text", "AKIAIOSFODNN7EXAMPLE", "STAGE holds an access key of AWS"]],
    },
  },
};

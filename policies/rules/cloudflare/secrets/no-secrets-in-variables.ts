import type { Reader } from "../../../contract/reader.ts";
import type { Check, Rule } from "../../../contract/rule.ts";
import { secretIn } from "../../../vendors/secret-texts.ts";

const fix = "Give it the type `secret_text`, or keep it in the Secrets Store";

function* listed(inputs: Reader, path: string): ReturnType<Check> {
  for (const each of inputs.list(path)) {
    if (each.text("type") !== "plain_text") continue;
    const name = each.text("name") ?? "";
    const [text, unreadable] = [each.known("text"), each.unreadable("text")];
    const secret = secretIn({ name, isSecret: each.isSecret("text"), texts: text === undefined ? [] : [text] });
    const what = `${name} holds ${secret}, for everyone who reads the settings`;
    if (secret !== undefined) yield { property: each.path("text"), what, fix };
    else if (unreadable !== undefined) yield unreadable;
  }
}

export const rule: Rule = {
  name: "no-secrets-in-variables",
  cloud: "cloudflare",
  title: "Variables hold no secrets",
  severity: "critical",
  denied: true,
  why: "Whoever may look at the settings, or at a log of them, has it.",
  source: "https://developers.cloudflare.com/workers/configuration/secrets/",
  references: { nist: ["IA-5(7)", "SC-28"] },
  types: {
    "cloudflare:index/workersScript:WorkersScript": {
      checks: [({ inputs }) => listed(inputs, "bindings")],
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

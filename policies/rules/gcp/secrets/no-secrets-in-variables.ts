import type { Reader } from "../../../contract/reader.ts";
import type { Check, Rule } from "../../../contract/rule.ts";
import { secretIn } from "../../../vendors/secret-texts.ts";

const fix = "Keep it in Secret Manager, and name it in `secretEnvironmentVariables`";

const variables = (path: string): Check =>
  function* ({ inputs }) {
    for (const entry of inputs.entries(path)) {
      const secret = secretIn(entry);
      if (secret !== undefined)
        yield { property: entry.property, what: `it holds ${secret}, for everyone who reads the settings`, fix };
      else if (entry.unreadable !== undefined) yield entry.unreadable;
    }
  };

function* listed(inputs: Reader, path: string): ReturnType<Check> {
  for (const each of inputs.list(path)) {
    const name = each.text("name") ?? "";
    const [text, unreadable] = [each.known("value"), each.unreadable("value")];
    const secret = secretIn({ name, isSecret: each.isSecret("value"), texts: text === undefined ? [] : [text] });
    const what = `${name} holds ${secret}, for everyone who reads the settings`;
    if (secret !== undefined) yield { property: each.path("value"), what, fix };
    else if (unreadable !== undefined) yield unreadable;
  }
}

export const rule: Rule = {
  name: "no-secrets-in-variables",
  cloud: "gcp",
  title: "Variables hold no secrets",
  severity: "critical",
  denied: true,
  why: "Whoever may look at the settings, or at a log of them, has it.",
  source: "https://cloud.google.com/functions/docs/configuring/secrets",
  references: { cis: ["GCP 5.0 1.18"], nist: ["IA-5(7)", "SC-28"] },
  types: {
    "gcp:cloudfunctionsv2/function:Function": {
      checks: [variables("serviceConfig.environmentVariables"), variables("buildConfig.environmentVariables")],
      unknowns: { serviceConfig: "later", buildConfig: "later" },
      compliant: { serviceConfig: { environmentVariables: { STAGE: "prod", SECRET: "projects/1/secrets/db" } } },
      broken: [
        [
          "serviceConfig.environmentVariables.URL",
          "postgres://shop:hunter2@db/shop",
          "it holds an address with a password",
        ],
        [
          "buildConfig.environmentVariables.NPM_TOKEN",
          "correct horse battery",
          "it holds what its name says is secret",
        ],
      ],
    },
    "gcp:cloudrunv2/service:Service": {
      checks: [
        function* ({ inputs }) {
          for (const container of inputs.list("template.containers")) yield* listed(container, "envs");
        },
      ],
      unknowns: { "template.containers.envs.value": "later" },
      compliant: { template: { containers: [{ envs: [{ name: "STAGE", value: "prod" }] }] } },
      broken: [["template.containers[0].envs[0].value", "AKIAIOSFODNN7EXAMPLE", "STAGE holds an access key of AWS"]],
    },
  },
};

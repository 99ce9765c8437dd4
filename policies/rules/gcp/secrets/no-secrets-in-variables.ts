import type { Rule } from "../../../contract/rule.ts";
import { noSecretsIn, secretsInList } from "../../../vendors/secret-variables.ts";

const fix = "Keep it in Secret Manager, and name it in `secretEnvironmentVariables`";

export const rule: Rule = {
  name: "no-secrets-in-variables",
  cloud: "gcp",
  title: "Environment variables contain no secrets",
  severity: "critical",
  level: "denied",
  why: "Everyone who may see the configuration, or a log of it, can read them.",
  source: "https://cloud.google.com/functions/docs/configuring/secrets",
  references: { cis: ["GCP 5.0 1.18"], nist: ["IA-5(7)", "SC-28"] },
  types: {
    "gcp:cloudfunctionsv2/function:Function": {
      checks: [
        noSecretsIn("serviceConfig.environmentVariables", fix),
        noSecretsIn("buildConfig.environmentVariables", fix),
      ],
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
          for (const container of inputs.list("template.containers"))
            yield* secretsInList(container.list("envs"), "value", fix);
        },
      ],
      unknowns: { "template.containers.envs.value": "later" },
      compliant: { template: { containers: [{ envs: [{ name: "STAGE", value: "prod" }] }] } },
      broken: [["template.containers[0].envs[0].value", "AKIAIOSFODNN7EXAMPLE", "STAGE holds an access key of AWS"]],
    },
  },
};

import type { Rule } from "../../../contract/rule.ts";
import { noSecretsIn } from "../../../vendors/secret-variables.ts";

const fix = "Keep it in Secrets Manager, and read it there when the function starts";

export const rule: Rule = {
  name: "no-secrets-in-variables",
  cloud: "aws",
  title: "Environment variables contain no secrets",
  severity: "critical",
  level: "denied",
  why: "Everyone who may see the configuration, or a log of it, can read them.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-retrieve",
  references: {
    checkov: ["CKV_AWS_45"],
    kics: ["1402afd8-a95c-4e84-8b0b-6fb43758e6ce"],
    prowler: ["awslambda_function_no_secrets_in_variables"],
    nist: ["IA-5(7)", "SC-28"],
  },
  types: {
    "aws:lambda/function:Function": {
      checks: [noSecretsIn("environment.variables", fix)],
      unknowns: { environment: "later" },
      compliant: {
        environment: { variables: { STAGE: "prod", SECRET: "arn:aws:secretsmanager:eu-west-1:1:secret:db" } },
      },
      broken: [
        ["environment.variables.KEY", "AKIAIOSFODNN7EXAMPLE", "it holds an access key of AWS"],
        ["environment.variables.DB_PASSWORD", "correct horse battery", "it holds what its name says is secret"],
      ],
    },
  },
};

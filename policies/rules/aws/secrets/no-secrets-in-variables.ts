import type { Check, Rule } from "../../../contract/rule.ts";
import { secretIn } from "../../../vendors/secret-texts.ts";

const fix = "Keep it in Secrets Manager, and read it there when the function starts";

const variables = (path: string): Check =>
  function* ({ inputs }) {
    for (const entry of inputs.entries(path)) {
      const secret = secretIn(entry);
      if (secret !== undefined)
        yield { property: entry.property, what: `it holds ${secret}, for everyone who reads the settings`, fix };
      else if (entry.unreadable !== undefined) yield entry.unreadable;
    }
  };

export const rule: Rule = {
  name: "no-secrets-in-variables",
  cloud: "aws",
  title: "Variables hold no secrets",
  severity: "critical",
  denied: true,
  why: "Whoever may look at the settings, or at a log of them, has it.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-retrieve",
  references: {
    checkov: ["CKV_AWS_45"],
    kics: ["1402afd8-a95c-4e84-8b0b-6fb43758e6ce"],
    prowler: ["awslambda_function_no_secrets_in_variables"],
    nist: ["IA-5(7)", "SC-28"],
  },
  types: {
    "aws:lambda/function:Function": {
      checks: [variables("environment.variables")],
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

import type { Check, Rule } from "../../../contract/rule.ts";
import type { Subject } from "../../../contract/subject.ts";

/** A Function URL without authorization needs such a permission, and is declared to be public itself. */
const isForUrl: (subject: Subject) => boolean = ({ inputs }) =>
  inputs.has("functionUrlAuthType") || inputs.flag("invokedViaFunctionUrl") === true;

const everyone: Check = function* (subject) {
  const { inputs } = subject;
  if (inputs.text("principal") !== "*" || isForUrl(subject)) return;
  if (inputs.has("principalOrgId") || inputs.has("sourceArn") || inputs.has("sourceAccount")) return;
  yield {
    property: "principal",
    what: "anyone may invoke the function",
    fix: "Name the service or the account in `principal`",
  };
};

const service: Check = function* ({ inputs }) {
  if (!/\.amazonaws\.com$/.test(inputs.text("principal") ?? "")) return;
  if (inputs.has("sourceArn") || inputs.has("sourceAccount") || inputs.has("principalOrgId")) return;
  const fix = "Set `sourceArn` to what invokes it";
  yield { property: "sourceArn", what: "the service may invoke it on behalf of any account", fix };
};

export const rule: Rule = {
  name: "scoped-invocation",
  cloud: "aws",
  title: "Permissions to invoke a function name the caller",
  severity: "critical",
  level: "denied",
  why: "Otherwise anyone can invoke it, from any account.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
  references: {
    checkov: ["CKV_AWS_301", "CKV_AWS_364"],
    trivy: ["AWS-0067"],
    kics: ["e08ed7eb-f3ef-494d-9d22-2e3db756a347"],
    guard: ["lambda_function_public_access_prohibited", "lambda_no_wildcard_principal"],
    cis: ["AWS 7.0 2.21"],
    nist: ["AC-3", "AC-4", "SC-7"],
  },
  types: {
    "aws:lambda/permission:Permission": {
      checks: [everyone, service],
      unknowns: { sourceArn: "any", principal: "later" },
      compliant: { principal: "events.amazonaws.com", sourceArn: "arn:aws:events:eu-west-1:123456789012:rule/nightly" },
      broken: [
        ["sourceArn", undefined, "the service may invoke it on behalf of any account"],
        { inputs: { principal: "*" }, at: "principal", says: "anyone may invoke the function" },
      ],
    },
  },
};

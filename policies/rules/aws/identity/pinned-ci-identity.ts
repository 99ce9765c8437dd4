import type { Check, Rule } from "../../../contract/rule.ts";
import { conditionValues, type Statement, statementsOf } from "../../../vendors/iam.ts";

/** Services that vouch for whatever runs on them: who it is stands in the token's subject. */
const shared = /(token\.actions\.githubusercontent\.com|gitlab\.com|agent\.buildkite\.com|app\.terraform\.io)$/;

/** A subject names a repository when nothing before its second colon is open: `repo:acme/shop:ref:refs/heads/main`. */
const isOpen = (subject: string): boolean => subject.split(":").slice(0, 2).join(":").includes("*");

function problemOf(statement: Statement): string | undefined {
  const [, issuer] = statement.federated.map((name) => shared.exec(name)).find((match) => match !== null) ?? [];
  if (!statement.allows || issuer === undefined) return undefined;
  const subjects = conditionValues(statement, `${issuer}:sub`);
  if (subjects.length === 0 || subjects.some(isOpen)) return "every repository of the service may take the role";
  return conditionValues(statement, `${issuer}:aud`).length === 0
    ? "tokens that are meant for others are taken"
    : undefined;
}

const trust: Check = function* ({ inputs }) {
  for (const statement of statementsOf(inputs, "assumeRolePolicy")) {
    const what = problemOf(statement);
    if (what === undefined) continue;
    const fix = "Name the repository in a condition on `sub`, and `sts.amazonaws.com` in one on `aud`";
    yield { property: statement.property, what, fix };
  }
};

const issuer = "token.actions.githubusercontent.com";
const trustIf = (condition: object): string => {
  const Principal = { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` };
  const statement = { Effect: "Allow", Principal, Action: "sts:AssumeRoleWithWebIdentity", Condition: condition };
  return JSON.stringify({ Statement: [statement] });
};
const audience = { StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" } };
const subject = (value: string) => ({ StringLike: { [`${issuer}:sub`]: [value] } });
const at = "assumeRolePolicy.Statement[0]";

export const rule: Rule = {
  name: "pinned-ci-identity",
  cloud: "aws",
  title: "Identities for CI are limited to named repositories",
  severity: "high",
  level: "denied",
  why: "Otherwise any repository on the same service can use them.",
  source:
    "https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services",
  references: { checkov: ["CKV_AWS_358", "CKV_AWS_393"], nist: ["AC-3", "IA-2"] },
  types: {
    "aws:iam/role:Role": {
      checks: [trust],
      unknowns: { assumeRolePolicy: "later" },
      compliant: { assumeRolePolicy: trustIf({ ...audience, ...subject("repo:acme/shop:ref:refs/heads/main") }) },
      broken: [
        ["assumeRolePolicy", trustIf(audience), "every repository of the service", at],
        [
          "assumeRolePolicy",
          trustIf({ ...audience, ...subject("repo:acme/*") }),
          "every repository of the service",
          at,
        ],
        ["assumeRolePolicy", trustIf(subject("repo:acme/shop:*")), "tokens that are meant for others", at],
      ],
    },
  },
};

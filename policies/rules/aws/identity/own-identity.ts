import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const type = "aws:lambda/function:Function";

const role: GraphCheck = function* (subject, program) {
  const shared = program
    .targets(subject, "role", "aws:iam/role:Role")
    .some((each) => program.users(each, type, "role").length > 1);
  if (shared) yield { property: "role", what: "other functions have the same role", fix: "Give it a role of its own" };
};

export const rule: Rule = {
  name: "own-identity",
  cloud: "aws",
  title: "Each function has an identity of its own",
  severity: "medium",
  why: "Functions that share an identity have each other's permissions.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
  references: { nist: ["AC-6", "IA-2"] },
  types: {
    [type]: {
      graph: [role],
      compliant: {},
      given: { around: [{ type: "aws:iam/role:Role", name: "role" }], sources: { role: "role" } },
      broken: [
        {
          at: "role",
          says: "other functions have the same role",
          around: [
            { type: "aws:iam/role:Role", name: "role" },
            { type, name: "other", sources: { role: "role" } },
          ],
        },
      ],
    },
  },
};

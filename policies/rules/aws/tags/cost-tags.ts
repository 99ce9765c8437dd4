import type { Rule } from "../../../contract/rule.ts";
import { awsTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "cost-tags",
  cloud: "aws",
  title: "Everything says who pays for it",
  severity: "medium",
  level: "off",
  why: "A bill that nobody can part is paid by nobody.",
  source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  references: {},
  options: { names: { default: ["cost-center"], what: "tags or labels that every resource has" } },
  types: tagged(awsTags, "cost-center"),
};

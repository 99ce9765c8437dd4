import type { Rule } from "../../../contract/rule.ts";
import { awsTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "owner-tags",
  cloud: "aws",
  title: "Everything says whose it is",
  severity: "low",
  level: "off",
  why: "Nobody knows whom to ask, or what may go.",
  source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  references: { nist: ["CM-8"] },
  options: { names: { default: ["owner"], what: "tags or labels that every resource has" } },
  types: tagged(awsTags, "owner"),
};

import type { Rule } from "../../../contract/rule.ts";
import { awsTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "cost-tags",
  cloud: "aws",
  title: "Resources have the tags that costs are allocated by",
  severity: "medium",
  level: "off",
  why: "The costs of a resource without them cannot be allocated to anyone.",
  source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  references: { kics: ["e38a8e0a-b88b-4902-b3fe-b0fcb17d5c10"] },
  options: { names: { default: ["cost-center"], what: "tags or labels that every resource has" } },
  types: tagged(awsTags, "cost-center"),
};

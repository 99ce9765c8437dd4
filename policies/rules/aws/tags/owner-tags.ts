import type { Rule } from "../../../contract/rule.ts";
import { awsTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "owner-tags",
  cloud: "aws",
  title: "Resources have the tags that name their owner",
  severity: "low",
  level: "off",
  why: "Without an owner, nobody knows whom to ask, or what may be deleted.",
  source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  references: { kics: ["e38a8e0a-b88b-4902-b3fe-b0fcb17d5c10"], nist: ["CM-8"] },
  options: { names: { default: ["owner"], what: "tags or labels that every resource has" } },
  types: tagged(awsTags, "owner"),
};

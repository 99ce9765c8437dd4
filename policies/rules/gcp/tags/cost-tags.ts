import type { Rule } from "../../../contract/rule.ts";
import { gcpTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "cost-tags",
  cloud: "gcp",
  title: "Resources have the tags that costs are allocated by",
  severity: "medium",
  level: "off",
  why: "The costs of a resource without them cannot be allocated to anyone.",
  source: "https://cloud.google.com/resource-manager/docs/best-practices-labels",
  references: {},
  options: { names: { default: ["cost-center"], what: "tags or labels that every resource has" } },
  types: tagged(gcpTags, "cost-center"),
};

import type { Rule } from "../../../contract/rule.ts";
import { azureTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "cost-tags",
  cloud: "azure",
  title: "Resources have the tags that costs are allocated by",
  severity: "medium",
  level: "off",
  why: "The costs of a resource without them cannot be allocated to anyone.",
  source: "https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging",
  references: {},
  options: { names: { default: ["cost-center"], what: "tags or labels that every resource has" } },
  types: tagged(azureTags, "cost-center"),
};

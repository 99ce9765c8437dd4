import type { Rule } from "../../../contract/rule.ts";
import { azureTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "cost-tags",
  cloud: "azure",
  title: "Everything says who pays for it",
  severity: "medium",
  level: "off",
  why: "A bill that nobody can part is paid by nobody.",
  source: "https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging",
  references: {},
  options: { names: { default: ["cost-center"], what: "tags or labels that every resource has" } },
  types: tagged(azureTags, "cost-center"),
};

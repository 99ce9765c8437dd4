import type { Rule } from "../../../contract/rule.ts";
import { azureTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "owner-tags",
  cloud: "azure",
  title: "Resources have the tags that name their owner",
  severity: "low",
  level: "off",
  why: "Without an owner, nobody knows whom to ask, or what may be deleted.",
  source: "https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging",
  references: { nist: ["CM-8"] },
  options: { names: { default: ["owner"], what: "tags or labels that every resource has" } },
  types: tagged(azureTags, "owner"),
};

import type { Rule } from "../../../contract/rule.ts";
import { gcpTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "cost-tags",
  cloud: "gcp",
  title: "Everything says who pays for it",
  severity: "medium",
  level: "off",
  why: "A bill that nobody can part is paid by nobody.",
  source: "https://cloud.google.com/resource-manager/docs/best-practices-labels",
  references: {},
  options: { names: { default: ["cost-center"], what: "tags or labels that every resource has" } },
  types: tagged(gcpTags, "cost-center"),
};

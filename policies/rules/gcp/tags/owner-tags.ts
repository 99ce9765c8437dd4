import type { Rule } from "../../../contract/rule.ts";
import { gcpTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "owner-tags",
  cloud: "gcp",
  title: "Everything says whose it is",
  severity: "low",
  level: "off",
  why: "Nobody knows whom to ask, or what may go.",
  source: "https://cloud.google.com/resource-manager/docs/best-practices-labels",
  references: { nist: ["CM-8"] },
  options: { names: { default: ["owner"], what: "tags or labels that every resource has" } },
  types: tagged(gcpTags, "owner"),
};

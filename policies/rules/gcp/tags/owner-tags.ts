import type { Rule } from "../../../contract/rule.ts";
import { gcpTags, tagged } from "../../../vendors/tags.ts";

export const rule: Rule = {
  name: "owner-tags",
  cloud: "gcp",
  title: "Resources have the tags that name their owner",
  severity: "low",
  level: "off",
  why: "Without an owner, nobody knows whom to ask, or what may be deleted.",
  source: "https://cloud.google.com/resource-manager/docs/best-practices-labels",
  references: { nist: ["CM-8"] },
  options: { names: { default: ["owner"], what: "tags or labels that every resource has" } },
  types: tagged(gcpTags, "owner"),
};

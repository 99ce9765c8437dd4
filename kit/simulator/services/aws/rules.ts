import { listAt, recordAt } from "../../contract/read.ts";
import { CloudError, type Constraint, type Limit, type Properties } from "../../contract.ts";
import { parsePolicy } from "../../iam/aws/index.ts";
import { labels } from "../rules.ts";

/** The inputs' own `region`: a simulated provider works in a single region. */
export const regionLimit: Limit = {
  property: "region",
  only: "resources in their provider's region (use a provider for each region)",
  runs: (value, _inputs, { region }) => value === region,
  refused: { region: "ap-south-2" },
};

/** The policy of a resource. */
export function policyDocument(source: string): Constraint {
  return {
    property: "policy",
    rule: "must be a policy document",
    source,
    accepts(value) {
      try {
        parsePolicy(value);
        return true;
      } catch (error) {
        if (error instanceof CloudError) return false;
        throw error;
      }
    },
    refused: { policy: "everybody" },
  };
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export const tagRules: Constraint = labels(
  "tags",
  50,
  "must be at most 50 tags, with keys of 1 to 128 characters that do not start with aws: and values of up to 256",
  "https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html",
  {
    isLabel: (key, value) =>
      key.length >= 1 && key.length <= 128 && !key.toLowerCase().startsWith("aws:") && value.length <= 256,
    refused: { "aws:owner": "me" },
  },
);

/**
 * All tags of a resource: the provider's defaults overridden by its own, without those that the provider ignores.
 * https://www.pulumi.com/docs/iac/clouds/aws/guides/auto-tagging/, https://www.pulumi.com/registry/packages/aws/installation-configuration/
 */
export function allTags({ tags }: Properties, { defaultTags, ignoreTags }: Properties): Properties {
  const isIgnored = (key: string): boolean =>
    listAt(ignoreTags, "keys").includes(key) ||
    listAt(ignoreTags, "keyPrefixes").some((prefix) => key.startsWith(prefix));
  const all = Object.entries({ ...recordAt(defaultTags, "tags"), ...recordAt(tags) });
  return { tagsAll: Object.fromEntries(all.filter(([key]) => !isIgnored(key))) };
}

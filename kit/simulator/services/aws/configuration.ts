import type { ConfigurationTable, Properties } from "../../contract.ts";
import { objectOf, textsOf } from "./names.ts";
import { inert, simulated } from "./rules.ts";

/** Left out, and so refused: `tagPolicyCompliance`, since there are no organizations whose tag policies it would ask. */
export const configuration: ConfigurationTable = {
  source: "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
  properties: {
    ...simulated("allowedAccountIds", "forbiddenAccountIds", "region"),
    ...simulated("assumeRoles.roleArn", "defaultTags.tags", "ignoreTags.keys", "ignoreTags.keyPrefixes"),
    ...inert(
      "AWS is not called, so nobody signs and nothing is sent",
      ...["accessKey", "secretKey", "token", "profile", "sharedConfigFiles", "sharedCredentialsFiles", "stsRegion"],
      ...["assumeRoles.duration", "assumeRoles.externalId", "assumeRoles.policy", "assumeRoles.policyArns"],
      ...["assumeRoles.sessionName", "assumeRoles.sourceIdentity", "assumeRoles.tags", "assumeRoles.transitiveTagKeys"],
      ...["assumeRoleWithWebIdentity", "customCaBundle", "endpoints", "httpProxy", "httpsProxy", "noProxy", "insecure"],
      ...["maxRetries", "retryMode", "tokenBucketRateLimiterCapacity", "useDualstackEndpoint", "useFipsEndpoint"],
      ...["userAgents", "skipCredentialsValidation", "skipMetadataApiCheck", "skipRequestingAccountId"],
      ...[
        "ec2MetadataServiceEndpoint",
        "ec2MetadataServiceEndpointMode",
        "s3UsEast1RegionalEndpoint",
        "s3UsePathStyle",
      ],
    ),
    ...inert("the simulator knows the regions", "skipRegionValidation"),
  },
};

/**
 * Every tag of a resource: the provider's defaults and its own over them, without those that the provider ignores.
 * https://www.pulumi.com/docs/iac/clouds/aws/guides/auto-tagging/, https://www.pulumi.com/registry/packages/aws/installation-configuration/
 */
export function allTags({ tags }: Properties, { defaultTags, ignoreTags }: Properties): Properties {
  const { keys, keyPrefixes } = objectOf(ignoreTags);
  const isIgnored = (key: string): boolean =>
    textsOf(keys).includes(key) || textsOf(keyPrefixes).some((prefix) => key.startsWith(prefix));
  const all = Object.entries({ ...objectOf(objectOf(defaultTags).tags), ...objectOf(tags) });
  return { tagsAll: Object.fromEntries(all.filter(([key]) => !isIgnored(key))) };
}

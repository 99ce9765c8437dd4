import type { ConfigurationTable } from "../../contract.ts";
import { inert, simulated } from "../rules.ts";

/** Not listed, and therefore refused: `tagPolicyCompliance`, since organizations and their tag policies are not simulated. */
export const configuration: ConfigurationTable = {
  source: "https://www.pulumi.com/registry/packages/aws/installation-configuration/",
  properties: {
    ...simulated("allowedAccountIds", "forbiddenAccountIds", "region"),
    ...simulated("assumeRoles.roleArn", "defaultTags.tags", "ignoreTags.keys", "ignoreTags.keyPrefixes"),
    ...inert(
      "AWS is not called: nothing is signed or sent.",
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
    ...inert("The simulator knows the regions.", "skipRegionValidation"),
  },
};

import type { TypeRule } from "../contract/rule.ts";

/** Where the types of a cloud that are paid for, or hold something, have their tags. */
interface Tagged {
  readonly property: "tags" | "labels";
  readonly types: readonly string[];
}

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/supported-resources.html */
export const awsTags: Tagged = {
  property: "tags",
  types: [
    "aws:apigatewayv2/api:Api",
    "aws:cloudfront/distribution:Distribution",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:dynamodb/table:Table",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:kms/key:Key",
    "aws:lambda/function:Function",
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:secretsmanager/secret:Secret",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
  ],
};

/** https://cloud.google.com/resource-manager/docs/labels-overview */
export const gcpTags: Tagged = {
  property: "labels",
  types: [
    "gcp:cloudfunctionsv2/function:Function",
    "gcp:cloudrunv2/service:Service",
    "gcp:kms/cryptoKey:CryptoKey",
    "gcp:pubsub/subscription:Subscription",
    "gcp:pubsub/topic:Topic",
    "gcp:redis/instance:Instance",
    "gcp:secretmanager/secret:Secret",
    "gcp:storage/bucket:Bucket",
  ],
};

/** https://learn.microsoft.com/azure/azure-resource-manager/management/tag-support */
export const azureTags: Tagged = {
  property: "tags",
  types: [
    "azure-native:applicationinsights:Component",
    "azure-native:cdn:Profile",
    "azure-native:cosmosdb:DatabaseAccount",
    "azure-native:keyvault:Vault",
    "azure-native:operationalinsights:Workspace",
    "azure-native:resources:ResourceGroup",
    "azure-native:servicebus:Namespace",
    "azure-native:storage:StorageAccount",
    "azure-native:web:AppServicePlan",
    "azure-native:web:WebApp",
  ],
};

/** Asks for the tags that the rule's option `names` lists. */
export function tagged({ property, types }: Tagged, example: string): Readonly<Record<string, TypeRule>> {
  const asked: TypeRule = {
    checks: [
      function* ({ inputs }, given) {
        const there = inputs.at(property).names();
        for (const name of given.texts("names").filter((each) => !there.includes(each))) {
          yield {
            property: `${property}.${name}`,
            what: "it is missing",
            fix: `Add \`${name}\` to \`${property}\``,
          };
        }
      },
    ],
    unknowns: { [property]: "any" },
    compliant: { [property]: { [example]: "shop" } },
    broken: [[`${property}.${example}`, undefined, "it is missing"]],
  };
  return Object.fromEntries(types.map((type) => [type, asked]));
}

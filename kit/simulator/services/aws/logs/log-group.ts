import { CloudError, type ResourceType, type Scope, type World } from "../../../contract.ts";
import { inert, matches, oneOf, simulated } from "../../rules.ts";
import { arnOf, nameFrom } from "../names.ts";
import { allTags, regionLimit, tagRules } from "../rules.ts";

export const logGroupType = "aws:cloudwatch/logGroup:LogGroup";

const source = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html";
const retention = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html";
const days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export function logGroupArn(name: string, scope: Scope): string {
  return arnOf("logs", scope, `log-group:${name}`);
}

/** Groups that a service created by itself, because a function wrote to one that did not exist, are values in the store. */
function implicitKey(name: string, scope: Scope): string {
  return `aws/log-group/${logGroupArn(name, scope)}`;
}

export function logGroupExists(world: World, name: string, scope: Scope): boolean {
  if (world.store.getValue(implicitKey(name, scope)) !== undefined) return true;
  return world.store.get(logGroupType, name, scope) !== undefined;
}

/** Creates the group as Lambda does for a function that may `logs:CreateLogGroup`. It is not deleted with the function. */
export function createImplicitLogGroup(world: World, name: string, scope: Scope): void {
  world.store.putValue(implicitKey(name, scope), "implicit");
}

const alreadyExists = () =>
  new CloudError("ResourceAlreadyExistsException", "The specified log group already exists", 400);

export const logGroup: ResourceType = {
  token: logGroupType,
  source,
  naming: {
    property: "name",
    prefix: "namePrefix",
    max: 512,
    // "Log group names can't start with the string aws/."
    pattern: /^(?!aws\/)[\w./#-]+$/,
    refused: ["shop logs", "aws/shop"],
    source,
  },
  replaceOn: ["name", "namePrefix", "logGroupClass"],
  properties: {
    ...simulated("name", "namePrefix", "region", "tags", "deletionProtectionEnabled"),
    ...inert("The simulator keeps the last lines, however old, until it stops.", "retentionInDays"),
    ...inert("Classes differ in price and queries, which are not simulated.", "logGroupClass"),
    ...inert("Lines are kept in memory, unencrypted.", "kmsKeyId"),
  },
  constraints: [
    oneOf("retentionInDays", [0, ...days], retention, 2),
    oneOf("logGroupClass", ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"], source),
    matches(
      "kmsKeyId",
      /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/.+$/,
      "must be the ARN of a key, with at most 256 characters",
      source,
      "shop-key",
      { max: 256 },
    ),
    tagRules,
  ],
  limits: [regionLimit],
  example: { name: "/aws/lambda/worker", retentionInDays: 14 },
  once: { name: nameFrom },
  id: ({ once }) => String(once.name),
  taken: alreadyExists,
  check({ id, scope, old }, world) {
    if (old === undefined && logGroupExists(world, id, scope)) throw alreadyExists();
  },
  defaults: { retentionInDays: 0, logGroupClass: "STANDARD", deletionProtectionEnabled: false, skipDestroy: false },
  outputs: ({ id, scope }) => ({ arn: logGroupArn(id, scope) }),
  configured: allTags,
  logGroup: ({ id }) => id,
  checkRemoval({ id, inputs }) {
    if (inputs.deletionProtectionEnabled !== true) return;
    throw new CloudError("ValidationException", `The log group ${id} is protected against deletion.`);
  },
};

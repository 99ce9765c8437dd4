import { randomBytes } from "node:crypto";
import { CloudError, type ResourceRequest, type ResourceType, type Scope, type World } from "../../../contract.ts";
import { allTags } from "../configuration.ts";
import { arnOf, requireFree } from "../names.ts";
import { inert, oneOf, regionLimit, simulated, tagRules, text } from "../rules.ts";

export const logGroupType = "aws:cloudwatch/logGroup:LogGroup";

const source = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html";
const retention = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html";
const days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

export function logGroupArn(name: string, scope: Scope): string {
  return arnOf("logs", scope, `log-group:${name}`);
}

/** Groups that a service made by itself, because a function wrote to one that did not exist, are values of the store. */
function implicitKey(name: string, scope: Scope): string {
  return `aws/log-group/${logGroupArn(name, scope)}`;
}

export function logGroupExists(world: World, name: string, scope: Scope): boolean {
  if (world.store.getValue(implicitKey(name, scope)) !== undefined) return true;
  const isIt = (group: { readonly id: string; readonly scope: Scope }): boolean =>
    group.id === name && group.scope.account === scope.account && group.scope.region === scope.region;
  return world.store.find(logGroupType, isIt).length > 0;
}

/** What Lambda does for a function that may `logs:CreateLogGroup`. The group then stays when the function goes. */
export function createImplicitLogGroup(world: World, name: string, scope: Scope): void {
  world.store.putValue(implicitKey(name, scope), "implicit");
}

/** A name with the prefix that was asked for. https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/id/id.go (PrefixedUniqueId) */
function nameOf({ name, namePrefix }: ResourceRequest["inputs"]): string {
  return namePrefix === undefined ? String(name) : `${namePrefix}${randomBytes(13).toString("hex")}`;
}

function outputsOf(request: ResourceRequest, name: string) {
  const { inputs, scope } = request;
  const { retentionInDays = 0, logGroupClass = "STANDARD", deletionProtectionEnabled = false } = inputs;
  return {
    name,
    arn: logGroupArn(name, scope),
    retentionInDays,
    logGroupClass,
    deletionProtectionEnabled,
    skipDestroy: false,
    region: scope.region,
  };
}

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
    ...inert("the simulator keeps the last lines, however old, until it stops", "retentionInDays"),
    ...inert("classes differ in price and queries, which are not simulated", "logGroupClass"),
    ...inert("lines are kept in memory, unencrypted", "kmsKeyId"),
  },
  constraints: [
    oneOf("retentionInDays", [0, ...days], retention, 2),
    oneOf("logGroupClass", ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"], source),
    text(
      {
        property: "kmsKeyId",
        rule: "must be the ARN of a key, with at most 256 characters",
        pattern: /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/.+$/,
        max: 256,
        source,
      },
      "shop-key",
    ),
    tagRules,
  ],
  configured: allTags,
  limits: [regionLimit],
  example: { name: "/aws/lambda/worker", retentionInDays: 14 },
  create(request, world) {
    const name = nameOf(request.inputs);
    const refusal = new CloudError("ResourceAlreadyExistsException", "The specified log group already exists", 400);
    requireFree(world, logGroupType, name, request.scope, refusal);
    if (logGroupExists(world, name, request.scope)) throw refusal;
    return { id: name, outputs: outputsOf(request, name) };
  },
  update: (request, old) => outputsOf(request, old.id),
  remove(resource) {
    if (resource.inputs.deletionProtectionEnabled === true) {
      throw new CloudError("ValidationException", `The log group ${resource.id} is protected against deletion.`);
    }
  },
};

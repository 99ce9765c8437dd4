/** What a cloud accepts as the name of a kind of resource. */
export interface ResourceName {
  /** What it names, as errors say it. */
  readonly of: string;
  readonly max: number;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly form: string;
  readonly source: string;
}

const azureNames = "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules";
const alphanumeric = { pattern: /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i, form: "letters, digits and -" };

export const lambda: ResourceName = {
  of: "a Lambda function",
  max: 64,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
};
export const role: ResourceName = {
  of: "an IAM role",
  max: 64,
  pattern: /^[\w+=,.@-]+$/,
  form: "letters, digits and _ + = , . @ -",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
};
export const rolePolicy: ResourceName = { ...role, of: "a policy of a role", max: 128 };
export const logGroup: ResourceName = {
  of: "a log group",
  max: 512,
  pattern: /^(?!aws\/)[\w./#-]+$/,
  form: "letters, digits and _ . / # -",
  source: "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html",
};
export const httpApi: ResourceName = {
  of: "an HTTP API",
  max: 128,
  pattern: /./,
  form: "anything",
  source: "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html",
};
export const statement: ResourceName = {
  of: "a statement in a function's policy",
  max: 100,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html",
};
export const schedule: ResourceName = {
  of: "a schedule",
  max: 64,
  pattern: /^[\w.-]+$/,
  form: "letters, digits and _ . -",
  source: "https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html",
};
export const queue: ResourceName = {
  of: "a queue",
  max: 80,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html",
};
export const snsTopic: ResourceName = {
  of: "a topic",
  max: 256,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html",
};
export const dynamoTable: ResourceName = {
  of: "a table",
  max: 255,
  pattern: /^[\w.-]+$/,
  form: "letters, digits and _ . -",
  source: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html",
};
export const secret: ResourceName = {
  of: "a secret",
  max: 512,
  pattern: /^[\w/+=.@-]+$/,
  form: "letters, digits and / _ + = . @ -",
  source: "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html",
};
export const pubSub: ResourceName = {
  of: "a topic or subscription",
  max: 255,
  pattern: /^(?!goog)[a-z][\w.~+%-]+$/i,
  form: "letters, digits and _ . ~ + % -, a letter first, and not goog first",
  source: "https://cloud.google.com/pubsub/docs/pubsub-basics#resource_names",
};
export const job: ResourceName = {
  of: "a job",
  max: 500,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs",
};
export const cloudFunction: ResourceName = {
  of: "a function",
  max: 63,
  pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
  form: "lower-case letters, digits and -, a letter first",
  source: "https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions/create",
};
export const bucket: ResourceName = {
  of: "a bucket",
  max: 63,
  // A name with dots is that of a domain, which must be verified.
  pattern: /^(?!goog)(?!.*(?:google|g00gle))[a-z0-9][a-z0-9_-]*$/,
  form: "lower-case letters, digits, _ and -, a letter or digit first, and neither goog first nor google anywhere",
  source: "https://cloud.google.com/storage/docs/buckets#naming",
};
export const app: ResourceName = {
  of: "a function app",
  max: 60,
  ...alphanumeric,
  source: `${azureNames}#microsoftweb`,
};
export const plan: ResourceName = { ...app, of: "a plan", pattern: /^[\p{L}\p{N}-]+$/u };
export const identity: ResourceName = {
  of: "an identity",
  max: 128,
  pattern: /^[a-z0-9][a-z0-9_-]*$/i,
  form: "letters, digits, _ and -, a letter or digit first",
  source: `${azureNames}#microsoftmanagedidentity`,
};
export const container: ResourceName = {
  of: "a blob container",
  max: 63,
  pattern: /^[a-z0-9](?:-?[a-z0-9])*$/,
  form: "lower-case letters, digits and -, a letter or digit first, and no two - in a row",
  source: `${azureNames}#microsoftstorage`,
};
export const resourceGroup: ResourceName = {
  of: "a resource group",
  max: 90,
  pattern: /^[\p{L}\p{N}_().-]+$/u,
  form: "letters, digits and _ ( ) . -",
  source: `${azureNames}#microsoftresources`,
};
export const workspace: ResourceName = {
  of: "a workspace",
  max: 63,
  ...alphanumeric,
  source: `${azureNames}#microsoftoperationalinsights`,
};
export const insights: ResourceName = {
  of: "an Application Insights component",
  max: 260,
  pattern: /^[^%&\\?/]+$/,
  form: "no % & \\ ? or /",
  source: `${azureNames}#microsoftinsights`,
};

export const awsBudget: ResourceName = {
  of: "a budget",
  max: 100,
  pattern: /^(?![^:\\]*\/action\/)[^:\\]+$/,
  form: "no : or \\, and no /action/",
  source: "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_Budget.html",
};
export const azureBudget: ResourceName = {
  of: "a budget",
  max: 63,
  pattern: /^[\w-]+$/,
  form: "letters, digits, _ and -",
  source: "https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets",
};

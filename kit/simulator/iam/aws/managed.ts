/** A policy that AWS itself keeps. */
export interface ManagedPolicy {
  readonly document: object;
  readonly source: string;
}

const reference = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference";
const logs = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

function allow(actions: readonly string[], resource = "*"): object {
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: resource }] };
}

/** The AWS managed policies that can be attached here, by ARN. Others are refused, rather than taken as empty. */
export const managedPolicies: Readonly<Record<string, ManagedPolicy>> = {
  "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole": {
    document: allow(logs),
    source: `${reference}/AWSLambdaBasicExecutionRole.html`,
  },
  "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess": {
    document: allow([
      "xray:PutTraceSegments",
      "xray:PutTelemetryRecords",
      "xray:GetSamplingRules",
      "xray:GetSamplingTargets",
      "xray:GetSamplingStatisticSummaries",
    ]),
    source: `${reference}/AWSXRayDaemonWriteAccess.html`,
  },
  "arn:aws:iam::aws:policy/AdministratorAccess": {
    document: allow(["*"]),
    source: `${reference}/AdministratorAccess.html`,
  },
  "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess": {
    document: allow(["logs:*"]),
    source: `${reference}/CloudWatchLogsFullAccess.html`,
  },
};

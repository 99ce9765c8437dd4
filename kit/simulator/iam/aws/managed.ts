/** A policy that AWS manages. */
export interface ManagedPolicy {
  readonly document: object;
  readonly source: string;
}

const write = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const sample = ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:GetSamplingStatisticSummaries"];
const trace = ["xray:PutTraceSegments", "xray:PutTelemetryRecords", ...sample];

interface Grant {
  readonly allow: readonly string[];
  /** @default all resources */
  readonly on?: string;
}

/**
 * What policies allow, by their path and name. Complete for the services that authorize a role's requests here, Lambda and
 * CloudWatch Logs; for other services, which are not simulated, only the actions that give the policy its name.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const grants: Readonly<Record<string, readonly [Grant, ...(readonly Grant[])]>> = {
  "service-role/AWSLambdaBasicExecutionRole": [{ allow: write }],
  "service-role/AWSLambdaVPCAccessExecutionRole": [
    { allow: [...write, "ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"] },
  ],
  "service-role/AWSLambdaSQSQueueExecutionRole": [
    { allow: [...write, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"] },
  ],
  "service-role/AWSLambdaDynamoDBExecutionRole": [
    { allow: [...write, "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"] },
  ],
  "service-role/AWSLambdaKinesisExecutionRole": [
    { allow: [...write, "kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator"] },
  ],
  "service-role/AWSLambdaRole": [{ allow: ["lambda:InvokeFunction"] }],
  "service-role/AmazonAPIGatewayPushToCloudWatchLogs": [
    {
      allow: [
        ...write,
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
        "logs:GetLogEvents",
        "logs:FilterLogEvents",
      ],
    },
  ],
  "AWSLambdaInvocation-DynamoDB": [{ allow: ["lambda:InvokeFunction"] }],
  AWSLambdaExecute: [
    { allow: ["logs:*"], on: "arn:aws:logs:*:*:*" },
    { allow: ["s3:GetObject", "s3:PutObject"], on: "arn:aws:s3:::*" },
  ],
  AWSLambda_FullAccess: [
    { allow: ["lambda:*", "logs:DescribeLogGroups"] },
    {
      allow: [
        ...["logs:DescribeLogStreams", "logs:GetLogEvents", "logs:FilterLogEvents"],
        ...["logs:StartLiveTail", "logs:StopLiveTail"],
      ],
      on: "arn:aws:logs:*:*:log-group:/aws/lambda/*",
    },
  ],
  CloudWatchLambdaInsightsExecutionRolePolicy: [
    { allow: ["logs:CreateLogGroup"] },
    {
      allow: ["logs:CreateLogStream", "logs:PutLogEvents"],
      on: "arn:aws:logs:*:*:log-group:/aws/lambda-insights:*",
    },
  ],
  CloudWatchLogsFullAccess: [{ allow: ["logs:*"] }],
  CloudWatchFullAccess: [{ allow: ["cloudwatch:*", "logs:*", "sns:*"] }],
  CloudWatchFullAccessV2: [{ allow: ["cloudwatch:*", "logs:*", "rum:*", "synthetics:*", "xray:*"] }],
  CloudWatchEventsFullAccess: [{ allow: ["events:*", "schemas:*", "scheduler:*", "pipes:*"] }],
  AmazonEventBridgeFullAccess: [{ allow: ["events:*", "schemas:*", "scheduler:*", "pipes:*"] }],
  AWSXRayDaemonWriteAccess: [{ allow: trace }],
  AWSXrayWriteOnlyAccess: [{ allow: trace }],
  AmazonAPIGatewayInvokeFullAccess: [
    { allow: ["execute-api:Invoke", "execute-api:ManageConnections"], on: "arn:aws:execute-api:*:*:*" },
  ],
  AmazonAthenaFullAccess: [{ allow: ["athena:*"] }],
  AmazonBedrockFullAccess: [{ allow: ["bedrock:*"] }],
  AmazonCognitoPowerUser: [{ allow: ["cognito-identity:*", "cognito-idp:*", "cognito-sync:*"] }],
  AmazonDynamoDBFullAccess: [{ allow: ["dynamodb:*", "dax:*"] }],
  AmazonDynamoDBReadOnlyAccess: [
    { allow: ["dynamodb:BatchGetItem", "dynamodb:Describe*", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"] },
  ],
  AmazonKinesisFullAccess: [{ allow: ["kinesis:*"] }],
  AmazonS3FullAccess: [{ allow: ["s3:*", "s3-object-lambda:*"] }],
  AmazonS3ReadOnlyAccess: [{ allow: ["s3:Get*", "s3:List*", "s3:Describe*"] }],
  AmazonSESFullAccess: [{ allow: ["ses:*"] }],
  AmazonSNSFullAccess: [{ allow: ["sns:*"] }],
  AmazonSQSFullAccess: [{ allow: ["sqs:*"] }],
  AmazonSSMReadOnlyAccess: [{ allow: ["ssm:Describe*", "ssm:Get*", "ssm:List*"] }],
  AWSStepFunctionsFullAccess: [{ allow: ["states:*"] }],
  SecretsManagerReadWrite: [{ allow: ["secretsmanager:*"] }],
  AdministratorAccess: [{ allow: ["*"] }],
};

const reference = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference";

function policyOf(path: string, statements: readonly Grant[]): ManagedPolicy {
  return {
    document: {
      Version: "2012-10-17",
      Statement: statements.map(({ allow, on = "*" }) => ({ Effect: "Allow", Action: allow, Resource: on })),
    },
    source: `${reference}/${path.split("/").at(-1)}.html`,
  };
}

/** The AWS managed policies that can be attached here, by ARN. Others are refused instead of being treated as empty. */
export const managedPolicies: Readonly<Record<string, ManagedPolicy>> = Object.fromEntries(
  Object.entries(grants).map(([path, statements]) => [`arn:aws:iam::aws:policy/${path}`, policyOf(path, statements)]),
);

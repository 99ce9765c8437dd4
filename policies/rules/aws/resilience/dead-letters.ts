import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const queueType = "aws:sqs/queue:Queue";
const redrivePolicy = "aws:sqs/redrivePolicy:RedrivePolicy";
const invokeConfig = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";

/** Where others say that what they could not process goes to a queue. */
const deadLettersOf: readonly (readonly [type: string, property: string])[] = [
  [queueType, "redrivePolicy"],
  [redrivePolicy, "redrivePolicy"],
  ["aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "queueUrl"],
  ["aws:sns/topicSubscription:TopicSubscription", "redrivePolicy"],
  ["aws:scheduler/schedule:Schedule", "target"],
  ["aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig"],
  ["aws:lambda/function:Function", "deadLetterConfig"],
  [invokeConfig, "destinationConfig"],
];

const queue: GraphCheck = function* (subject, program) {
  if (subject.inputs.has("redrivePolicy") || program.users(subject, redrivePolicy, "queueUrl").length > 0) return;
  if (deadLettersOf.some(([type, property]) => program.users(subject, type, property).length > 0)) return;
  const fix = "Set `redrivePolicy` to the ARN of another queue and `maxReceiveCount`";
  yield {
    property: "redrivePolicy",
    what: "messages that cannot be processed are delivered again until they expire",
    fix,
  };
};

/** What runs a function without waiting for its answer: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html */
const callers: readonly (readonly [type: string, property: string])[] = [
  ["aws:sns/topicSubscription:TopicSubscription", "endpoint"],
  ["aws:scheduler/schedule:Schedule", "target"],
  ["aws:cloudwatch/eventTarget:EventTarget", "arn"],
  ["aws:s3/bucketNotification:BucketNotification", "lambdaFunctions"],
];

const lambda: GraphCheck = function* (subject, program) {
  if (subject.inputs.has("deadLetterConfig.targetArn")) return;
  if (!callers.some(([type, property]) => program.users(subject, type, property).length > 0)) return;
  const configs = program.users(subject, invokeConfig, "functionName");
  if (configs.some(({ inputs }) => inputs.has("destinationConfig.onFailure"))) return;
  const fix = "Set `deadLetterConfig`, or add a FunctionEventInvokeConfig with `destinationConfig.onFailure`";
  yield { property: "deadLetterConfig", what: "an asynchronous event is lost when it has failed three times", fix };
};

const caller = { type: "aws:cloudwatch/eventTarget:EventTarget", name: "target", sources: { arn: "subject" } };

export const rule: Rule = {
  name: "dead-letters",
  cloud: "aws",
  title: "Messages that cannot be processed are kept",
  severity: "medium",
  why: "Otherwise they are retried forever, or lost unnoticed.",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  references: {
    kics: ["720f44cf-285e-4b69-8f72-835e6bc1dceb"],
    checkov: ["CKV_AWS_116"],
    cdkNag: ["AwsSolutions-SQS3"],
    guard: ["lambda_dlq_check"],
    prowler: ["awslambda_function_no_dead_letter_queue"],
    nist: ["SI-2", "AU-12(3)"],
  },
  types: {
    [queueType]: {
      graph: [queue],
      unknowns: { redrivePolicy: "any" },
      compliant: { redrivePolicy: '{"maxReceiveCount":5}' },
      broken: [["redrivePolicy", undefined, "delivered again until they expire"]],
    },
    "aws:lambda/function:Function": {
      graph: [lambda],
      unknowns: { deadLetterConfig: "any" },
      compliant: { deadLetterConfig: { targetArn: "arn:aws:sqs:eu-west-1:123456789012:dead-letters" } },
      given: { around: [caller] },
      broken: [["deadLetterConfig", undefined, "an asynchronous event is lost when it has failed three times"]],
    },
  },
};

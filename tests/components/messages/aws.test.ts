import assert from "node:assert/strict";
import type { EvaluatedStack } from "fourfold/testing";
import { deployMessages } from "./deployment.ts";

const queueType = "aws:sqs/queue:Queue";
const arnOf = (stack: EvaluatedStack, type: string, name: string) => stack.find(type, name).outputs.arn;
const arnOfQueue = (stack: EvaluatedStack, name: string) => arnOf(stack, queueType, name);

function statementsOf(stack: EvaluatedStack, type: string, name: string) {
  const { Version, Statement } = JSON.parse(String(stack.find(type, name).inputs.policy));
  // An older one knows no variables: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
  assert.equal(Version, "2012-10-17");
  return Statement;
}

describe("queues and topics on AWS", () => {
  let stack: EvaluatedStack;
  before(async () => {
    stack = await deployMessages("aws");
    assert.equal(stack.error, undefined);
  });

  it("hide a message for six times the timeout of the function, as Lambda wants it", () => {
    const { inputs: fn } = stack.find("aws:lambda/function:Function", "mail-carrier-function");
    const { inputs: queue } = stack.find(queueType, "mail-letters-queue");

    // The limit of one message, and five seconds to say what has become of it.
    assert.equal(fn.timeout, 65);
    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-queueconfig
    assert.equal(queue.visibilityTimeoutSeconds, 6 * Number(fn.timeout));
  });

  it("move a message into dead letters after its attempts, which only this queue may have there", () => {
    const { inputs: queue } = stack.find(queueType, "mail-letters-queue");
    const { inputs: allowed } = stack.find("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "mail-letters-redrive");
    const letters = stack.find(queueType, "mail-letters-dead-letters");

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
    assert.deepEqual(JSON.parse(String(queue.redrivePolicy)), {
      deadLetterTargetArn: letters.outputs.arn,
      maxReceiveCount: 7,
    });
    assert.equal(allowed.queueUrl, letters.outputs.url);
    assert.deepEqual(JSON.parse(String(allowed.redriveAllowPolicy)), {
      redrivePermission: "byQueue",
      sourceQueueArns: [arnOfQueue(stack, "mail-letters-queue")],
    });
  });

  it("keep messages for four days and dead letters for 14, which is the most, and encrypt both", () => {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
    const expected = { "mail-letters-queue": 4 * 86_400, "mail-letters-dead-letters": 14 * 86_400 };
    for (const [name, messageRetentionSeconds] of Object.entries(expected)) {
      const { inputs } = stack.find(queueType, name);
      assert.partialDeepStrictEqual(inputs, { messageRetentionSeconds, sqsManagedSseEnabled: true });
    }
  });

  it("hand a batch to the function, which says which of its messages have failed", () => {
    stack.has("aws:lambda/eventSourceMapping:EventSourceMapping", {
      functionName: stack.find("aws:lambda/function:Function", "mail-carrier-function").outputs.name,
      eventSourceArn: arnOfQueue(stack, "mail-letters-queue"),
      batchSize: 5,
      maximumBatchingWindowInSeconds: 0,
      // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
      functionResponseTypes: ["ReportBatchItemFailures"],
    });
  });

  it("bring a topic's messages to queues and never to a function, with attributes that stay attributes", () => {
    const subscriptions = stack.all("aws:sns/topicSubscription:TopicSubscription").map(({ inputs }) => inputs);

    // https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html
    const common = {
      topic: arnOf(stack, "aws:sns/topic:Topic", "mail-sent-topic"),
      protocol: "sqs",
      rawMessageDelivery: true,
      // https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering-scope.html
      filterPolicyScope: "MessageAttributes",
    };
    const byEndpoint = new Map(subscriptions.map(({ endpoint, ...others }) => [endpoint, others] as const));
    assert.deepEqual(
      byEndpoint,
      new Map([
        [arnOfQueue(stack, "mail-copies-queue"), { ...common, filterPolicy: '{"kind":["letter"]}' }],
        [
          arnOfQueue(stack, "mail-clerk-queue-queue"),
          { ...common, filterPolicy: '{"kind":[{"anything-but":["test"]}]}' },
        ],
      ]),
    );
    const callers = stack.all("aws:lambda/permission:Permission").map(({ inputs }) => inputs.principal);
    assert.deepEqual(callers, ["apigateway.amazonaws.com"]);
  });

  it("have as many batches processed at a time as the set says, and as Lambda likes where it does not", () => {
    const limits = ["mail-clerk-queue-delivery-mapping", "mail-letters-delivery-mapping"].map(
      (name) => stack.find("aws:lambda/eventSourceMapping:EventSourceMapping", name).inputs.scalingConfig,
    );

    // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html#events-sqs-max-concurrency
    assert.deepEqual(limits, [{ maximumConcurrency: 3 }, undefined]);
  });

  it("let a topic send to a queue before it is subscribed, so that nothing is refused that is published at once", () => {
    const access = stack.find("aws:sqs/queuePolicy:QueuePolicy", "mail-copies-delivery-access");
    const name = "mail-copies-delivery-subscription";

    const { dependencies } = stack.find("aws:sns/topicSubscription:TopicSubscription", name);

    assert.ok(dependencies.includes(access.urn));
  });

  it("tell a consumer where its messages wait for the next attempt, and where dead letters go", () => {
    const { environment } = stack.find("aws:lambda/function:Function", "mail-carrier-function").inputs;
    const urlOf = (name: string) => stack.find(queueType, name).outputs.url;

    const { FOURFOLD_0_QUEUE, FOURFOLD_0_DEAD_LETTERS } = Object(environment).variables;

    const told = [FOURFOLD_0_QUEUE, FOURFOLD_0_DEAD_LETTERS];
    assert.deepEqual(told, [urlOf("mail-letters-queue"), urlOf("mail-letters-dead-letters")]);
  });

  it("let this one topic send to the queues that it feeds", () => {
    // https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
    assert.deepEqual(statementsOf(stack, "aws:sqs/queuePolicy:QueuePolicy", "mail-copies-delivery-access"), [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: arnOfQueue(stack, "mail-copies-queue"),
        Condition: { ArnEquals: { "aws:SourceArn": arnOf(stack, "aws:sns/topic:Topic", "mail-sent-topic") } },
      },
    ]);
    const opened = stack.all("aws:sqs/queuePolicy:QueuePolicy").map(({ name }) => name);
    assert.deepEqual(opened.toSorted(), ["mail-clerk-queue-delivery-access", "mail-copies-delivery-access"]);
  });

  it("let a sender send and nothing else", () => {
    const [, ...granted] = statementsOf(stack, "aws:iam/rolePolicy:RolePolicy", "mail-post-policy");

    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
    const Resource = arnOfQueue(stack, "mail-letters-queue");
    assert.deepEqual(granted, [{ Effect: "Allow", Action: ["sqs:SendMessage"], Resource }]);
  });

  it("let a consumer that publishes do that, take messages from its queue, and fill its dead letters", () => {
    const [, ...granted] = statementsOf(stack, "aws:iam/rolePolicy:RolePolicy", "mail-carrier-policy");

    assert.deepEqual(granted, [
      {
        Effect: "Allow",
        Action: ["sns:Publish"],
        Resource: arnOf(stack, "aws:sns/topic:Topic", "mail-sent-topic"),
      },
      {
        Effect: "Allow",
        // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions, and the last for the backoff.
        Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
        Resource: arnOfQueue(stack, "mail-letters-queue"),
      },
      {
        Effect: "Allow",
        Action: ["sqs:SendMessage"],
        Resource: arnOfQueue(stack, "mail-letters-dead-letters"),
      },
    ]);
  });
});

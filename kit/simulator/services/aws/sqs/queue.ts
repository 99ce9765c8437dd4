import {
  CloudError,
  type Constraint,
  type Properties,
  type ResourceDraft,
  type ResourceType,
  type World,
} from "../../../contract.ts";
import type { Messages } from "../../../engines/messages.ts";
import { between, inert, isWhole, simulated } from "../../rules.ts";
import type { ApiService } from "../api/index.ts";
import { nameFrom } from "../names.ts";
import { allTags, policyDocument, regionLimit, tagRules } from "../rules.ts";
import { invalid } from "./errors.ts";
import type { MoveTasks } from "./moves/tasks.ts";
import { mayRedriveTo, parseRedrivePolicy, queueArn, queueToken, queueWithArn } from "./queues.ts";

const source = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html";
const guide = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";

/** A redrive policy must be valid. The queue that it names is looked up when the queue is created. */
const redriveRule: Constraint = {
  property: "redrivePolicy",
  rule: "must be JSON with the ARN of a queue as deadLetterTargetArn, and a maxReceiveCount from 1 to 1,000",
  source: `${guide}/sqs-configure-dead-letter-queue.html`,
  accepts(value) {
    const policy = parseRedrivePolicy(value);
    return (
      policy !== undefined &&
      /^arn:[\w-]+:sqs:/.test(policy.deadLetterTargetArn) &&
      isWhole(policy.maxReceiveCount, 1, 1_000)
    );
  },
  refused: [
    { redrivePolicy: "dead" },
    { redrivePolicy: JSON.stringify({ deadLetterTargetArn: "dead", maxReceiveCount: 3 }) },
    { redrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:dead" }) },
  ],
};

/** A queue's policy, in the queue's own inputs or as a resource. */
export const policyRule: Constraint = policyDocument(`${guide}/sqs-basic-examples-of-sqs-policies.html`);

function requireDeadLetters({ inputs, once, scope }: ResourceDraft, world: World): void {
  const policy = parseRedrivePolicy(inputs.redrivePolicy);
  if (policy === undefined) return;
  const deadLetters = queueWithArn(world, policy.deadLetterTargetArn);
  const refused = (reason: string): CloudError => invalid("RedrivePolicy", inputs.redrivePolicy, reason);
  if (deadLetters === undefined) throw refused("Dead letter target does not exist.");
  if (mayRedriveTo(world, deadLetters, queueArn(String(once.name), scope))) return;
  throw refused("The dead letter target's redrive allow policy does not allow this source queue.");
}

const properties: ResourceType["properties"] = {
  ...simulated("name", "namePrefix", "region", "tags", "policy", "redrivePolicy"),
  ...simulated("delaySeconds", "maxMessageSize", "messageRetentionSeconds"),
  ...simulated("receiveWaitTimeSeconds", "visibilityTimeoutSeconds"),
  ...inert(
    "Messages are kept in the simulator's own file, unencrypted.",
    ...["sqsManagedSseEnabled", "kmsMasterKeyId", "kmsDataKeyReusePeriodSeconds"],
  ),
};

const constraints: readonly Constraint[] = [
  between("delaySeconds", 0, 900, source),
  between("maxMessageSize", 1_024, 1_048_576, source),
  between("messageRetentionSeconds", 60, 1_209_600, source),
  between("receiveWaitTimeSeconds", 0, 20, source),
  between("visibilityTimeoutSeconds", 0, 43_200, source),
  between("kmsDataKeyReusePeriodSeconds", 60, 86_400, source),
  redriveRule,
  policyRule,
  tagRules,
];

/** https://www.pulumi.com/registry/packages/aws/api-docs/sqs/queue/ */
const defaults: Properties = {
  ...{ delaySeconds: 0, maxMessageSize: 262_144, messageRetentionSeconds: 345_600 },
  ...{ receiveWaitTimeSeconds: 0, visibilityTimeoutSeconds: 30 },
  ...{ fifoQueue: false, sqsManagedSseEnabled: true, kmsDataKeyReusePeriodSeconds: 300 },
  ...{ policy: "", redrivePolicy: "" },
};

/** Known gap: FIFO queues are not simulated; `fifoQueue` is refused. */
export function queueType(api: ApiService, messages: Messages, moves: MoveTasks): ResourceType {
  return {
    token: queueToken,
    source,
    naming: {
      property: "name",
      prefix: "namePrefix",
      max: 80,
      pattern: /^[\w-]+$/,
      refused: ["shop orders", "orders.fifo"],
      source,
    },
    replaceOn: ["name", "namePrefix"],
    properties,
    constraints,
    limits: [regionLimit],
    example: { name: "orders", messageRetentionSeconds: 1_209_600 },
    once: { name: nameFrom },
    id: async ({ once, scope }) => `${await api.open()}/${scope.account}/${once.name}`,
    taken: ({ once }) =>
      new CloudError("QueueAlreadyExists", `A queue named ${once.name} already exists with other attributes.`),
    check: requireDeadLetters,
    defaults,
    outputs: ({ id, once, scope }) => ({ arn: queueArn(String(once.name), scope), url: id }),
    configured: allTags,
    async apply({ outputs }) {
      await api.open();
      moves.resume(String(outputs.arn));
    },
    remove({ outputs }) {
      messages.drop(String(outputs.arn));
      moves.drop(String(outputs.arn));
    },
  };
}

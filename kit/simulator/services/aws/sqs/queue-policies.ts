import { listAt, parseJson, textAt } from "../../../contract/read.ts";
import type { Constraint, Properties, Reference, ResourceType } from "../../../contract.ts";
import { simulated } from "../../rules.ts";
import { regionLimit } from "../rules.ts";
import { noSuchQueue } from "./errors.ts";
import { policyRule } from "./queue.ts";
import { policyToken, queueWithUrl, redriveAllowToken } from "./queues.ts";

const source = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html";

const toQueue: Reference = { find: (url, _request, world) => queueWithUrl(world, url), missing: noSuchQueue };

/** The common part of the two types: each sets one attribute of a queue. */
const attributeType = {
  source,
  replaceOn: ["queueUrl"],
  limits: [regionLimit],
  refers: { queueUrl: toQueue },
  id: ({ inputs }: { readonly inputs: Properties }) => String(inputs.queueUrl),
} as const;

const everybody = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" };

/** The policy of a queue, which takes precedence over the queue's own: on AWS the last one set applies. */
export const queuePolicyType: ResourceType = {
  ...attributeType,
  token: policyToken,
  properties: simulated("policy", "queueUrl", "region"),
  constraints: [policyRule],
  example: {
    queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [everybody] }),
  },
};

const allowRule: Constraint = {
  property: "redriveAllowPolicy",
  rule: "must be JSON with redrivePermission allowAll, denyAll or byQueue, and with byQueue the ARNs of 1 to 10 queues as sourceQueueArns",
  source,
  accepts(value) {
    const policy = parseJson(String(value));
    const permission = textAt(policy, "redrivePermission");
    const arns = listAt(policy, "sourceQueueArns");
    if (permission === "allowAll" || permission === "denyAll") return arns.length === 0;
    const isRight = arns.length >= 1 && arns.length <= 10 && arns.every((arn) => /^arn:[\w-]+:sqs:/.test(arn));
    return permission === "byQueue" && isRight;
  },
  refused: [
    { redriveAllowPolicy: "all" },
    { redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue" }) },
    { redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll", sourceQueueArns: ["arn:aws:sqs:::orders"] }) },
  ],
};

/** Which queues may use a queue as their dead-letter queue. */
export const redriveAllowPolicyType: ResourceType = {
  ...attributeType,
  token: redriveAllowToken,
  properties: simulated("queueUrl", "redriveAllowPolicy", "region"),
  constraints: [allowRule],
  example: {
    queueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
    redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
  },
};

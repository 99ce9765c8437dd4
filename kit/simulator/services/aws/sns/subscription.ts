import { parseJson, textAt } from "../../../contract/read.ts";
import type { Constraint, Limit, ResourceType } from "../../../contract.ts";
import { matches, oneOf, runsOnly, simulated } from "../../rules.ts";
import { idFor, isTakenIn } from "../names.ts";
import { regionLimit } from "../rules.ts";
import { parseFilter } from "./filter.ts";
import { invalidParameter } from "./message.ts";
import { noSuchTopic, topicWithArn, types } from "./topics.ts";

const source = "https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html";
const protocols = ["http", "https", "email", "email-json", "sms", "sqs", "application", "lambda", "firehose"];

const filterRule: Constraint = {
  property: "filterPolicy",
  rule: "must be JSON of at most 256 KB with at most 5 keys (or none, for no filter), each with a list of conditions, and at most 150 combinations of them; numbers must be from -10⁹ to 10⁹ with at most five decimals, and a range a lower bound before a higher one",
  source: "https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html",
  accepts: (value) => parseFilter(String(value)).kind !== "wrong",
  refused: [
    { filterPolicy: "kind" },
    { filterPolicy: JSON.stringify({ kind: "order" }) },
    { filterPolicy: JSON.stringify({ kind: [{ prefix: 1 }] }) },
    { filterPolicy: JSON.stringify({ a: [1], b: [1], c: [1], d: [1], e: [1], f: [1] }) },
    { filterPolicy: JSON.stringify({ a: Array(15).fill("x"), b: Array(11).fill("x") }) },
    { filterPolicy: JSON.stringify({ price: [1_000_000_001] }) },
    { filterPolicy: JSON.stringify({ price: [{ numeric: [">", 1_000_000_001] }] }) },
    { filterPolicy: JSON.stringify({ price: [{ numeric: [">", 0.123456] }] }) },
    { filterPolicy: JSON.stringify({ price: [{ numeric: ["<", 1, ">", 0] }] }) },
    { filterPolicy: JSON.stringify({ price: [{ numeric: [">", 5, "<", 5] }] }) },
    { filterPolicy: JSON.stringify({ kind: ["x".repeat(256 * 1_024)] }) },
  ],
};

const filterLimit: Limit = {
  property: "filterPolicy",
  only: "filters by exact values, prefix, suffix, equals-ignore-case, anything-but, exists, numeric and $or",
  runs: (value) => parseFilter(String(value)).kind === "filter",
  refused: { filterPolicy: JSON.stringify({ address: [{ cidr: "10.0.0.0/24" }] }) },
};

const redriveRule: Constraint = {
  property: "redrivePolicy",
  rule: "must be JSON with the ARN of a queue as deadLetterTargetArn",
  source: "https://docs.aws.amazon.com/sns/latest/dg/sns-configure-dead-letter-queue.html",
  accepts: (value) => /^arn:[\w-]+:sqs:/.test(textAt(parseJson(String(value)), "deadLetterTargetArn") ?? ""),
  refused: [{ redrivePolicy: "dead" }, { redrivePolicy: JSON.stringify({ deadLetterTargetArn: "dead" }) }],
};

export const subscriptionType: ResourceType = {
  token: types.subscription,
  source,
  replaceOn: ["endpoint", "protocol", "topic"],
  properties: simulated(
    ...["endpoint", "filterPolicy", "filterPolicyScope", "protocol", "rawMessageDelivery", "redrivePolicy"],
    ...["region", "topic"],
  ),
  constraints: [
    oneOf("protocol", protocols, source, "carrier-pigeon"),
    oneOf("filterPolicyScope", ["MessageAttributes", "MessageBody"], source),
    matches("endpoint", /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w.-]+$/, "must be the ARN of a queue", source, "orders"),
    filterRule,
    redriveRule,
  ],
  limits: [
    regionLimit,
    runsOnly("protocol", ["sqs"], "lambda"),
    runsOnly("filterPolicyScope", ["MessageAttributes"], "MessageBody"),
    filterLimit,
  ],
  example: {
    topic: "arn:aws:sns:us-east-1:123456789012:events",
    protocol: "sqs",
    endpoint: "arn:aws:sqs:us-east-1:123456789012:orders",
  },
  refers: { topic: { find: (arn, _request, world) => topicWithArn(world, arn), missing: noSuchTopic } },
  once: {
    arn(request, world) {
      const [arnWith, isTaken] = [
        (id: string) => `${request.inputs.topic}:${id}`,
        isTakenIn(world, types.subscription),
      ];
      return arnWith(idFor(request, 32, (id) => isTaken(arnWith(id))));
    },
  },
  id: ({ once }) => String(once.arn),
  unique: [
    {
      key: ({ inputs }) => `${inputs.topic} ${inputs.endpoint}`,
      taken: () => invalidParameter("Attributes Reason: Subscription already exists with different attributes"),
    },
  ],
  defaults: { rawMessageDelivery: false, pendingConfirmation: false, confirmationWasAuthenticated: true },
  outputs: ({ inputs, scope }) => ({
    ownerId: scope.account,
    filterPolicyScope: inputs.filterPolicyScope ?? (inputs.filterPolicy === undefined ? "" : "MessageAttributes"),
  }),
};

import { recordAt, requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type Properties, type ResourceType, type World } from "../../../contract.ts";
import { between, isWhole, oneOf, simulated } from "../../rules.ts";
import { idRule, newId, timeOf } from "../ids.ts";
import { consumerToken } from "../tokens.ts";
import { toScript } from "../workers/index.ts";
import type { Consumers } from "./consumers.ts";
import { ensureQueue } from "./queue.ts";
import { consumerDefaults, toQueue } from "./queues.ts";

const limits = "https://developers.cloudflare.com/queues/platform/limits/";
const batching = "https://developers.cloudflare.com/queues/configuration/batching-retries/";
const concurrency = "https://developers.cloudflare.com/queues/configuration/consumer-concurrency/";
const pulling = "https://developers.cloudflare.com/queues/configuration/pull-consumers/";

/** The settings of each kind of consumer. https://developers.cloudflare.com/api/resources/queues/subresources/consumers/ */
const settingsOf = {
  worker: ["batchSize", "maxConcurrency", "maxRetries", "maxWaitTimeMs", "retryDelay"],
  http_pull: ["batchSize", "maxRetries", "retryDelay", "visibilityTimeoutMs"],
} as const;

/** The API's own values: Pulumi's page says `httpPull` instead of `http_pull`, which its provider refuses. */
const types =
  "https://github.com/cloudflare/terraform-provider-cloudflare/blob/main/internal/services/queue_consumer/schema.go";

const constraints: readonly Constraint[] = [
  idRule("accountId"),
  oneOf("type", ["worker", "http_pull", "notification"], types, "httpPull"),
  {
    property: "type",
    rule: "needs `scriptName` beside it when it is worker",
    source: "https://developers.cloudflare.com/api/resources/queues/subresources/consumers/methods/create/",
    accepts: (type, { scriptName }) => type !== "worker" || scriptName !== undefined,
    refused: { scriptName: undefined },
  },
  between("settings.batchSize", 1, 100, batching),
  between("settings.maxConcurrency", 1, 250, concurrency),
  between("settings.maxRetries", 0, 100, limits),
  between("settings.maxWaitTimeMs", 0, 60_000, batching),
  between("settings.retryDelay", 0, 86_400, limits),
  {
    property: "settings.visibilityTimeoutMs",
    rule: "must be at most 12 hours, in milliseconds",
    source: pulling,
    accepts: (value) => isWhole(value, 0, 43_200_000),
    refused: { settings: { visibilityTimeoutMs: 43_200_001 } },
    accepted: { settings: { visibilityTimeoutMs: 43_200_000 } },
  },
];

function answeredSettings({ type, settings }: Properties): Properties {
  const names: readonly (keyof typeof consumerDefaults)[] = settingsOf[type === "worker" ? "worker" : "http_pull"];
  return { ...Object.fromEntries(names.map((name) => [name, consumerDefaults[name]])), ...recordAt(settings) };
}

/** The consumer of a queue's messages. https://developers.cloudflare.com/api/resources/queues/subresources/consumers/ */
export function consumerType(consumers: Consumers): ResourceType {
  return {
    token: consumerToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/queueconsumer/",
    replaceOn: ["accountId", "queueId"],
    properties: {
      ...simulated("accountId", "queueId", "type", "scriptName", "deadLetterQueue", "settings.batchSize"),
      ...simulated("settings.maxConcurrency", "settings.maxRetries", "settings.maxWaitTimeMs", "settings.retryDelay"),
      ...simulated("settings.visibilityTimeoutMs"),
    },
    constraints,
    limits: [
      {
        property: "type",
        only: "worker and http_pull",
        runs: (type) => type !== "notification",
        refused: { type: "notification" },
      },
    ],
    example: {
      accountId: "0123456789abcdef0123456789abcdef",
      queueId: "fedcba9876543210fedcba9876543210",
      type: "worker",
      scriptName: "shop-api",
    },
    refers: { queueId: toQueue, scriptName: toScript },
    once: { createdOn: (_request, world) => timeOf(world) },
    id: newId,
    // "A queue can have one active consumer": https://developers.cloudflare.com/queues/configuration/notification-consumers/
    unique: [
      {
        key: ({ inputs }) => requiredText(inputs, "queueId"),
        taken: () => new CloudError("11004", "workers.api.error.consumer_exists", 409),
      },
    ],
    outputs: ({ inputs, id, found }) => ({
      ...{ consumerId: id, queueName: found("queueId").inputs.queueName, settings: answeredSettings(inputs) },
      scriptName: inputs.scriptName ?? "",
    }),
    apply(consumer, world) {
      createDeadLetters(consumer.inputs, world);
      consumers.apply(consumer);
    },
    remove: ({ inputs }) => consumers.remove(requiredText(inputs, "queueId")),
  };
}

/** https://developers.cloudflare.com/queues/configuration/dead-letter-queues/: "Cloudflare automatically creates that queue". */
function createDeadLetters(inputs: Properties, world: World): void {
  const name = textAt(inputs, "deadLetterQueue");
  if (name !== undefined) ensureQueue(world, requiredText(inputs, "accountId"), name);
}

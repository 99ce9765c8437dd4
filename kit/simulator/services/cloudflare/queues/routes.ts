import { isRecord, numberAt, recordsAt, textAt } from "../../../contract/read.ts";
import type { Properties, StoredResource, World } from "../../../contract.ts";
import { type Message, tokenOf } from "../../../engines/messages.ts";
import { type OutgoingMessage, overloaded, type QueueMetrics } from "../../../hosts/workerd/producers.ts";
import { isWhole } from "../../rules.ts";
import type { ApiCall, Route } from "../api/index.ts";
import { queueToken } from "../tokens.ts";
import { type Broker, toDelivered } from "./broker.ts";
import { queueError } from "./errors.ts";
import { consumerOf, consumerSetting, isPaused, queueWithId } from "./queues.ts";

interface ActionContext {
  readonly world: World;
  readonly broker: Broker;
  readonly queue: StoredResource;
  readonly body: Properties;
}

/** An integer in the body, within a range. @throws CloudError `10207` */
function numberIn(body: Properties, name: string, min: number, max: number): number | undefined {
  const value = body[name];
  if (value === undefined || isWhole(value, min, max)) return numberAt(value);
  throw queueError("jsonRequestBodyInvalid", `${name} must be a whole number from ${min} to ${max}`);
}

/** The delay of a message or a batch; the broker checks its range. @throws CloudError `10207` */
function delayIn({ delay_seconds: delaySeconds }: Properties): Pick<OutgoingMessage, "delaySeconds"> {
  if (delaySeconds === undefined) return {};
  if (typeof delaySeconds === "number") return { delaySeconds };
  throw queueError("jsonRequestBodyInvalid", "delay_seconds must be a number");
}

/** Metrics with the API's names, which differ from those of bindings. */
function toMetadata({ backlogCount, backlogBytes, oldestMessageTimestamp }: QueueMetrics): Properties {
  return {
    metrics: {
      backlog_count: backlogCount,
      backlog_bytes: backlogBytes,
      oldest_message_timestamp_ms: oldestMessageTimestamp,
    },
  };
}

/** https://developers.cloudflare.com/queues/examples/publish-to-a-queue-via-http/ */
function toOutgoing(given: Properties): OutgoingMessage {
  const contentType = textAt(given, "content_type") ?? "json";
  const isRight = contentType === "json" ? given.body !== undefined : typeof given.body === "string";
  if (!["json", "text"].includes(contentType) || !isRight) {
    throw queueError("jsonRequestBodyInvalid", "a message has a body, and the content_type json or text");
  }
  const text = contentType === "json" ? JSON.stringify(given.body) : String(given.body);
  return { contentType, body: Buffer.from(text), ...delayIn(given) };
}

function push({ broker, queue, body }: ActionContext): Properties {
  return { metadata: toMetadata(broker.sendTo(queue, { messages: [toOutgoing(body)], isBatch: false })) };
}

function pushBatch({ broker, queue, body }: ActionContext): Properties {
  const messages = recordsAt(body, "messages").map(toOutgoing);
  return { metadata: toMetadata(broker.sendTo(queue, { messages, isBatch: true, ...delayIn(body) })) };
}

/** Bodies that are not text are base64: https://developers.cloudflare.com/queues/configuration/pull-consumers/#content-types */
function toPulled(message: Message): Properties {
  const { id, timestamp, attempts, contentType, body } = toDelivered(message);
  return {
    id,
    timestamp_ms: timestamp,
    attempts,
    body: contentType === "text" ? Buffer.from(body, "base64").toString() : body,
    metadata: { "CF-Content-Type": contentType },
  };
}

const toHandle = (text: string): string => Buffer.from(text).toString("base64url");
const fromHandle = (one: Properties, name: string): string =>
  Buffer.from(textAt(one, name) ?? "", "base64url").toString();

/** https://developers.cloudflare.com/queues/configuration/pull-consumers/#3-pull-messages */
function pull({ world, broker, queue, body }: ActionContext): Properties {
  const consumer = consumerOf(world, queue.id);
  if (consumer?.inputs.type !== "http_pull") {
    throw queueError("unauthorized", "HTTP pull is not enabled for this queue: it has no http_pull consumer");
  }
  if (isPaused(queue)) throw queueError("queueDisabled");
  const most = numberIn(body, "batch_size", 1, 100) ?? 5;
  const lease = numberIn(body, "visibility_timeout_ms", 0, 43_200_000);
  const taken = broker.messages.take(queue.id, most, lease ?? consumerSetting(consumer, "visibilityTimeoutMs"));
  const metrics = broker.metricsOf(queue);
  return {
    message_backlog_count: metrics.backlogCount,
    messages: taken.map((message) => ({ ...toPulled(message), lease_id: toHandle(tokenOf(message)) })),
    metadata: toMetadata(metrics),
  };
}

/** https://developers.cloudflare.com/queues/configuration/pull-consumers/#4-acknowledge-messages */
function ack({ world, broker, queue, body }: ActionContext): Properties {
  const consumer = consumerOf(world, queue.id);
  const retryDelay = consumer === undefined ? 0 : consumerSetting(consumer, "retryDelay");
  const acked = recordsAt(body, "acks").filter((one) => broker.messages.done(queue.id, fromHandle(one, "lease_id")));
  const retried = recordsAt(body, "retries").filter((one) => {
    const delay = numberIn(one, "delay_seconds", 0, 86_400) ?? retryDelay;
    return broker.messages.giveBack(queue.id, fromHandle(one, "lease_id"), delay * 1_000);
  });
  return { ackCount: acked.length, retryCount: retried.length, warnings: {} };
}

/** "Peek messages from a Queue without leasing them": https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/peek/ */
function peek({ broker, queue, body }: ActionContext): Properties {
  const most = numberIn(body, "batch_size", 1, 100) ?? 5;
  const messages = broker.messages.list(queue.id).slice(0, most);
  return { messages: messages.map((message) => ({ ...toPulled(message), ref: toHandle(message.id) })) };
}

/** "Delete messages from a Queue by using refs returned by the peek endpoint": https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/purge/ */
function purge({ broker, queue, body }: ActionContext): Properties {
  const ids = recordsAt(body, "refs").map((one) => fromHandle(one, "ref"));
  broker.messages.remove(queue.id, ids);
  return { errors: [], warnings: {} };
}

/** https://developers.cloudflare.com/api/resources/queues/methods/list/ */
function list(world: World, { account, query }: ApiCall): readonly Properties[] {
  const names = query.getAll("name");
  const queues = world.store.find(queueToken, ({ inputs }) => textAt(inputs, "accountId") === account);
  return queues
    .filter(({ inputs }) => names.length === 0 || names.includes(textAt(inputs, "queueName") ?? ""))
    .map(({ id, inputs }) => ({ queue_id: id, queue_name: inputs.queueName }));
}

const actions: Readonly<Record<string, (context: ActionContext) => Properties>> = {
  "": push,
  "/batch": pushBatch,
  "/pull": pull,
  "/ack": ack,
  "/peek": peek,
  "/purge": purge,
};

/** What the API can do with queues and their messages. */
export function queueRoutes(world: World, broker: Broker): readonly Route[] {
  const message = Object.entries(actions).map(
    ([path, act]): Route => ({
      method: "POST",
      path: new RegExp(`^/queues/([^/]+)/messages${path}$`),
      overloaded,
      run({ account, names: [id = ""], body }) {
        const queue = queueWithId(world, account, id);
        if (queue === undefined) throw queueError("queueNotFound");
        if (body === undefined) throw queueError("jsonRequestBodyMalformed");
        if (!isRecord(body)) throw queueError("jsonRequestBodyInvalid");
        return act({ world, broker, queue, body });
      },
    }),
  );
  return [{ method: "GET", path: /^\/queues$/, run: (call) => list(world, call) }, ...message];
}

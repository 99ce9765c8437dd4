import { listAt, numberAt, recordsAt, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type World } from "../../../contract.ts";
import { isAllowed, type Permission } from "../../../iam/gcp.ts";
import { callLimit } from "../../../limits.ts";
import { isWhole } from "../../rules.ts";
import {
  type Api,
  type ApiAnswer,
  type ApiCall,
  json,
  parseBody,
  requireCredentials,
  requireScope,
} from "../api/index.ts";
import { namedBindings, projectBindings } from "../iam/index.ts";
import type { Broker, Delivery } from "./broker.ts";
import { invalid, messageOf, parseMessage, sizeOf } from "./message.ts";
import { subscriptionNamed, topicNamed } from "./names.ts";

/** https://cloud.google.com/pubsub/docs/reference/rest */
const place = /^\/v1\/(projects\/([^/]+)\/(topics|subscriptions)\/[^/:]+)(?::([a-zA-Z]+))?$/;

/** The limits of a publish request. https://cloud.google.com/pubsub/quotas#resource_limits */
const publishLimits = { messages: 1_000, bytes: 10_000_000 } as const;

/** How long a pull waits for a message, in seconds: the vendor only documents that the time is "bounded". */
const longestWait = 10;

/** A request to a subscription or a topic. */
interface Request {
  readonly target: StoredResource;
  readonly body: Properties;
}

interface Operation {
  readonly permission: Extract<Permission, `pubsub.${string}`>;
  run(broker: Broker, request: Request): Properties | Promise<Properties>;
}

/** https://cloud.google.com/pubsub/docs/access-control#required_permissions */
const operations: Readonly<Record<string, Operation>> = {
  "topics:publish": { permission: "pubsub.topics.publish", run: publish },
  "subscriptions:pull": { permission: "pubsub.subscriptions.consume", run: pull },
  "subscriptions:acknowledge": { permission: "pubsub.subscriptions.consume", run: acknowledge },
  "subscriptions:modifyAckDeadline": { permission: "pubsub.subscriptions.consume", run: modifyAckDeadline },
};

/** The part of Pub/Sub's API that concerns messages. */
export function pubsubApi(world: World, broker: Broker): Api {
  return {
    host: "pubsub.googleapis.com",
    owns: (path) => /^\/v1\/projects\/[^/]+\/(?:topics|subscriptions|snapshots|schemas)(?:[/:]|$)/.test(path),
    async handle(call): Promise<ApiAnswer> {
      requireCredentials(call);
      requireScope(call, "pubsub");
      const [, name = "", project = "", collection = "", verb = ""] = place.exec(decodeURIComponent(call.path)) ?? [];
      const key = `${collection}:${verb}`;
      const operation = call.method === "POST" && Object.hasOwn(operations, key) ? operations[key] : undefined;
      if (operation === undefined) {
        throw callLimit("of Pub/Sub's API the simulator has only publish, pull, acknowledge and modifyAckDeadline");
      }
      const found = collection === "topics" ? topicNamed(name, world) : subscriptionNamed(name, world);
      requireAllowed(operation.permission, found, project, call, world);
      // Callers without permissions must not learn what exists.
      if (found === undefined)
        throw new CloudError("NOT_FOUND", `Resource not found (resource=${name.split("/").at(-1)}).`, 404);
      return json(await operation.run(broker, { target: found, body: parseBody(call) }));
    },
  };
}

function requireAllowed(
  permission: Permission,
  target: StoredResource | undefined,
  project: string,
  { caller }: ApiCall,
  world: World,
): void {
  const bindings = target === undefined ? projectBindings(project, world) : namedBindings(target, world);
  if (isAllowed(permission, caller, bindings)) return;
  throw new CloudError("PERMISSION_DENIED", "User not authorized to perform this action.", 403);
}

/** All or nothing. https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish */
function publish(broker: Broker, { target, body }: Request): Properties {
  const messages = recordsAt(body, "messages").map(parseMessage);
  if (messages.length === 0) throw invalid("The publish request has no messages.");
  requireAtMost("message_count", messages.length, publishLimits.messages);
  requireAtMost(
    "request_size",
    messages.reduce((size, message) => size + sizeOf(message), 0),
    publishLimits.bytes,
  );
  return { messageIds: messages.map((message) => broker.publish(target.id, message)) };
}

function requireAtMost(what: string, value: number, most: number): void {
  if (value <= most) return;
  throw invalid(
    `The value for ${what} is too large. You passed ${value} in the request, but the maximum value is ${most}.`,
  );
}

/** https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/pull */
async function pull(broker: Broker, { target, body }: Request): Promise<Properties> {
  const most = numberAt(body, "maxMessages") ?? 0;
  if (!Number.isInteger(most) || most < 1) throw invalid("maxMessages must be a positive integer.");
  if (textAt(target.inputs, "pushConfig.pushEndpoint") !== undefined) {
    throw new CloudError("FAILED_PRECONDITION", "This method is not supported for this subscription type.", 400);
  }
  const take = () => broker.take(target, most, numberAt(target.outputs, "ackDeadlineSeconds") ?? 10);
  let taken = take();
  if (taken.length === 0 && body.returnImmediately !== true) {
    await broker.wait(target, longestWait);
    taken = take();
  }
  return taken.length === 0 ? {} : { receivedMessages: taken.map(receivedOf) };
}

/** https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/pull#ReceivedMessage */
function receivedOf(delivery: Delivery): Properties {
  const { ackId, deliveryAttempt } = delivery;
  return { ackId, message: messageOf(delivery), ...(deliveryAttempt === undefined ? {} : { deliveryAttempt }) };
}

/** https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/acknowledge */
function acknowledge(broker: Broker, { target, body }: Request): Properties {
  for (const ackId of requireAckIds(body)) broker.acknowledge(target, ackId);
  return {};
}

/** With 0 a message is given back. https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/modifyAckDeadline */
function modifyAckDeadline(broker: Broker, { target, body }: Request): Properties {
  const seconds = body.ackDeadlineSeconds ?? 0;
  if (!isWhole(seconds, 0, 600)) throw invalid("ackDeadlineSeconds must be from 0 to 600.");
  for (const ackId of requireAckIds(body)) {
    if (seconds === 0) broker.nack(target, ackId);
    else broker.extend(target, ackId, Number(seconds));
  }
  return {};
}

/** @throws CloudError `INVALID_ARGUMENT` */
function requireAckIds(body: Properties): readonly string[] {
  const ackIds = listAt(body, "ackIds");
  if (ackIds.length === 0) throw invalid("No ack ids specified.");
  return ackIds;
}

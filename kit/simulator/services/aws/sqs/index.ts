import { numberAt, textAt } from "../../../contract/read.ts";
import type { Properties, StoredResource, World } from "../../../contract.ts";
import { Messages } from "../../../engines/messages.ts";
import { callLimit } from "../../../limits.ts";
import { type Api, type ApiCall, type ApiService, type AwsService, jsonApi } from "../api/index.ts";
import { may, type Requester, requesterWithArn, requestingService, requireAllowed } from "./access.ts";
import type { ActionContext } from "./action.ts";
import { actions, sendMessage } from "./actions.ts";
import type { MessageAttributes } from "./attributes.ts";
import { noSuchQueue, queryNameOf } from "./errors.ts";
import { tokenIn } from "./handles.ts";
import { MoveTasks } from "./moves/tasks.ts";
import { callers, operations } from "./operations.ts";
import { queueType } from "./queue.ts";
import { queuePolicyType, redriveAllowPolicyType } from "./queue-policies.ts";
import { queueNamed, queueWithArn, settingsOf } from "./queues.ts";
import { type ReceivedMessage, receivedOf } from "./received.ts";

export { attributeOf, type MessageAttributes, problemOf, sizeOf, textAttributes } from "./attributes.ts";
export { requireBatch, runBatch } from "./batch.ts";
export { queueWithArn } from "./queues.ts";
export type { ReceivedMessage } from "./received.ts";

/** The sending AWS service: one that has assumed a role, or one that calls as itself, for one of its resources. */
export type Sender = { readonly role: string } | { readonly service: string; readonly sourceArn: string };

/** A message from another service to a queue. */
export interface Delivery {
  /** Must be allowed to perform `sqs:SendMessage`. */
  readonly from: Sender;
  /** The queue's ARN. */
  readonly queue: string;
  readonly body: string;
  readonly attributes?: MessageAttributes;
}

export interface SqsService extends AwsService {
  /** Whether a queue exists that a role may perform an action on. */
  may(role: string, action: string, queue: string): boolean;
  /** Sends a message as an AWS service does. @throws CloudError when SQS refuses it. */
  deliver(delivery: Delivery): void;
  /** Calls back whenever a queue has something to receive, now or later. Returns a function that ends it. */
  watch(queue: string, watcher: () => void): () => void;
  /** The number of messages that can be received, counted up to a maximum. */
  waiting(queue: string, most: number): number;
  /** Receives for a service that has assumed a role, with the queue's visibility timeout. @throws CloudError when SQS refuses it. */
  receive(role: string, queue: string, most: number): readonly ReceivedMessage[];
  /** Deletes a received message. @throws CloudError when SQS refuses it. */
  remove(role: string, queue: string, message: ReceivedMessage): void;
}

/** The queue that a request names, by its URL or its name. @throws CloudError `QueueDoesNotExist` */
function requireQueue(world: World, input: Properties, { region, caller }: ApiCall): StoredResource {
  const path = (textAt(input, "QueueUrl") ?? "").split("/");
  const name = textAt(input, "QueueName") ?? path.at(-1) ?? "";
  const owner = textAt(input, "QueueOwnerAWSAccountId") ?? (path.length > 1 ? path.at(-2) : undefined);
  const found = queueNamed(world, name, { region, account: owner ?? caller.identity.accountId });
  if (found === undefined) throw noSuchQueue();
  return found;
}

type Tools = Omit<ActionContext, "queue" | "input" | "requester">;

/** SQS's API. */
function queueApi(tools: Tools): Api {
  const { world } = tools;
  return jsonApi({
    ...{ service: "sqs", target: "AmazonSQS", namespace: "com.amazonaws.sqs" },
    errorHeaders: (error) => ({ "x-amzn-query-error": `${queryNameOf(error.code)};Sender` }),
    async run(operation, input, call) {
      const action = Object.hasOwn(actions, operation) ? actions[operation] : undefined;
      if (action === undefined) throw callLimit(`the simulator's SQS does not have ${operation}`);
      const queue = action.queue?.(world, input) ?? requireQueue(world, input, call);
      for (const permission of action.permissions) requireAllowed(world, queue, permission, call.caller);
      return action.run({ ...tools, queue, input, requester: call.caller });
    },
  });
}

/** Queues, and the messages in them. */
export function sqsService(world: World, api: ApiService): SqsService {
  const messages = new Messages({ ...world, settings: (arn) => settingsOf(world, arn) });
  const moves = new MoveTasks(world, messages);
  const tools: Tools = { world, messages, moves, purged: new Map() };
  const requireAccess = (arn: string, action: string, requester: Requester): StoredResource => {
    const queue = queueWithArn(world, arn);
    if (queue === undefined) throw noSuchQueue();
    requireAllowed(world, queue, action, requester);
    return queue;
  };
  return {
    name: "SQS",
    types: [queueType(api, messages, moves), queuePolicyType, redriveAllowPolicyType],
    operations,
    callers,
    api: queueApi(tools),
    may(role, action, arn) {
      const queue = queueWithArn(world, arn);
      return queue !== undefined && may(world, queue, action, requesterWithArn(world, role));
    },
    deliver({ from, queue: arn, body, attributes = {} }) {
      const requester = "role" in from ? requesterWithArn(world, from.role) : requestingService(from);
      const queue = requireAccess(arn, "sqs:SendMessage", requester);
      const input = { MessageBody: body, MessageAttributes: attributes };
      sendMessage({ ...tools, queue, input, requester });
    },
    watch: (arn, watcher) => messages.watch(arn, watcher),
    waiting: (arn, most) => messages.waiting(arn, most),
    receive(role, arn, most) {
      const { outputs } = requireAccess(arn, "sqs:ReceiveMessage", requesterWithArn(world, role));
      const seconds = numberAt(outputs, "visibilityTimeoutSeconds") ?? 0;
      return messages.take(arn, most, seconds * 1_000).map((message) => receivedOf(message, arn));
    },
    remove(role, arn, { handle }) {
      requireAccess(arn, "sqs:DeleteMessage", requesterWithArn(world, role));
      messages.done(arn, tokenIn(handle, arn));
    },
    async stop() {
      moves.stop();
      messages.stop();
    },
  };
}

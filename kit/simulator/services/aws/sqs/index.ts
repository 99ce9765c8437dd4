import { textAt } from "../../../contract/read.ts";
import type { Properties, StoredResource, World } from "../../../contract.ts";
import { Messages } from "../../../engines/messages.ts";
import { callLimit } from "../../../limits.ts";
import { type ApiCall, type ApiService, type AwsService, jsonApi } from "../api/index.ts";
import { askingAs, askingFor, may, requireAllowed } from "./access.ts";
import { actions, sendMessage } from "./actions.ts";
import type { MessageAttributes } from "./attributes.ts";
import { noSuchQueue, queryNameOf } from "./errors.ts";
import { MoveTasks } from "./moves/tasks.ts";
import { callers, operations } from "./operations.ts";
import { queueType } from "./queue.ts";
import { queuePolicyType, redriveAllowPolicyType } from "./queue-policies.ts";
import { queueNamed, queueWithArn, settingsOf } from "./queues.ts";

export { attributeOf, type MessageAttributes, problemOf, sizeOf, textAttributes } from "./attributes.ts";
export { requireBatch, runBatch } from "./batch.ts";
export { queueWithArn } from "./queues.ts";

/** Who sends of AWS's services: one that has taken a role, or one that comes as itself, for something of its own. */
export type Sender = { readonly role: string } | { readonly service: string; readonly sourceArn: string };

/** What another service sends to a queue. */
export interface Delivery {
  /** Must be allowed to `sqs:SendMessage`. */
  readonly from: Sender;
  /** The queue's ARN. */
  readonly queue: string;
  readonly body: string;
  readonly attributes?: MessageAttributes;
}

export interface SqsService extends AwsService {
  /** Whether there is a queue that a role may send to. */
  maySend(role: string, queue: string): boolean;
  /** Sends as a service of AWS does. @throws CloudError when SQS refuses it. */
  deliver(delivery: Delivery): void;
}

/** The queue that a request names, by its address or its name. @throws CloudError `QueueDoesNotExist` */
function requireQueue(world: World, input: Properties, { region, caller }: ApiCall): StoredResource {
  const path = (textAt(input, "QueueUrl") ?? "").split("/");
  const name = textAt(input, "QueueName") ?? path.at(-1) ?? "";
  const owner = textAt(input, "QueueOwnerAWSAccountId") ?? (path.length > 1 ? path.at(-2) : undefined);
  const found = queueNamed(world, name, { region, account: owner ?? caller.identity.accountId });
  if (found === undefined) throw noSuchQueue();
  return found;
}

/** Queues, and the messages in them. */
export function sqsService(world: World, api: ApiService): SqsService {
  const messages = new Messages({ ...world, settings: (arn) => settingsOf(world, arn) });
  const moves = new MoveTasks(world, messages);
  const tools = { world, messages, moves, purged: new Map<string, number>() };
  return {
    name: "SQS",
    types: [queueType(api, messages, moves), queuePolicyType, redriveAllowPolicyType],
    operations,
    callers,
    api: jsonApi({
      ...{ service: "sqs", target: "AmazonSQS", namespace: "com.amazonaws.sqs" },
      errorHeaders: (error) => ({ "x-amzn-query-error": `${queryNameOf(error.code)};Sender` }),
      async run(operation, input, call) {
        const action = Object.hasOwn(actions, operation) ? actions[operation] : undefined;
        if (action === undefined) throw callLimit(`the simulator's SQS does not have ${operation}`);
        const queue = action.queue?.(world, input) ?? requireQueue(world, input, call);
        for (const permission of action.permissions) requireAllowed(world, queue, permission, call.caller);
        return action.run({ ...tools, queue, input, asking: call.caller });
      },
    }),
    maySend(role, arn) {
      const queue = queueWithArn(world, arn);
      return queue !== undefined && may(world, queue, "sqs:SendMessage", askingAs(world, role));
    },
    deliver({ from, queue: arn, body, attributes = {} }) {
      const queue = queueWithArn(world, arn);
      if (queue === undefined) throw noSuchQueue();
      const asking = "role" in from ? askingAs(world, from.role) : askingFor(from);
      requireAllowed(world, queue, "sqs:SendMessage", asking);
      const input = { MessageBody: body, MessageAttributes: attributes };
      sendMessage({ ...tools, queue, input, asking });
    },
    async stop() {
      moves.stop();
      messages.stop();
    },
  };
}

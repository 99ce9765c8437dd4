import { textAt } from "../../../contract/read.ts";
import type { Properties, StoredResource, World } from "../../../contract.ts";
import { Messages } from "../../../engines/messages.ts";
import { callLimit } from "../../../limits.ts";
import { type ApiCall, type ApiCaller, type ApiService, type AwsService, jsonApi } from "../api/index.ts";
import { accessDenied, callerIdentity, mayAccess } from "../iam/index.ts";
import { actions, sendMessage } from "./actions.ts";
import { noSuchQueue, queryNameOf } from "./errors.ts";
import { callers, operations } from "./operations.ts";
import { queueType } from "./queue.ts";
import { policyOf, queueNamed, queueWithArn, settingsOf } from "./queues.ts";

export { queueWithArn } from "./queues.ts";

/** What another service sends to a queue on behalf of a role. */
export interface Delivery {
  /** The ARN of the role that must be allowed to `sqs:SendMessage`. */
  readonly role: string;
  /** The queue's ARN. */
  readonly queue: string;
  readonly body: string;
  /** Message attributes, each of the type String. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface SqsService extends AwsService {
  /** Whether there is a queue that a role may send to. */
  maySend(role: string, queue: string): boolean;
  /** Sends as a service of AWS does that has taken a role. @throws CloudError when SQS refuses it. */
  deliver(delivery: Delivery): void;
}

/** Somebody who wants to do something to a queue. */
type Asking = Pick<ApiCaller, "principal" | "context" | "identity">;

/** A role that a service of AWS has taken. */
function roleCaller(world: World, role: string): Asking {
  const identity = callerIdentity(world, { principal: role, name: "aws", accessKeyId: "", expires: 0 });
  const context = { "aws:PrincipalArn": role, "aws:PrincipalAccount": identity.accountId };
  return { principal: { type: "AWS", id: role }, identity, context };
}

function may(world: World, queue: StoredResource, action: string, { principal, context }: Asking): boolean {
  const resource = String(queue.outputs.arn);
  return mayAccess(
    world,
    { principal, action, resource, context },
    { policy: policyOf(queue), owner: queue.scope.account },
  );
}

/** @throws CloudError `AccessDeniedException` */
function requireAllowed(world: World, queue: StoredResource, action: string, asking: Asking): void {
  if (may(world, queue, action, asking)) return;
  throw accessDenied(asking.identity, action.toLowerCase(), queue.outputs.arn);
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
  const tools = { world, messages, purged: new Map<string, number>() };
  return {
    name: "SQS",
    types: [queueType(api, messages)],
    operations,
    callers,
    api: jsonApi({
      ...{ service: "sqs", target: "AmazonSQS", namespace: "com.amazonaws.sqs" },
      errorHeaders: (error) => ({ "x-amzn-query-error": `${queryNameOf(error)};Sender` }),
      async run(operation, input, call) {
        const action = Object.hasOwn(actions, operation) ? actions[operation] : undefined;
        if (action === undefined) throw callLimit(`the simulator's SQS does not have ${operation}`);
        const queue = requireQueue(world, input, call);
        requireAllowed(world, queue, action.permission, call.caller);
        return action.run({ ...tools, queue, input, sender: call.caller.identity.userId });
      },
    }),
    maySend(role, arn) {
      const queue = queueWithArn(world, arn);
      return queue !== undefined && may(world, queue, "sqs:SendMessage", roleCaller(world, role));
    },
    deliver({ role, queue: arn, body, attributes = {} }) {
      const queue = queueWithArn(world, arn);
      if (queue === undefined) throw noSuchQueue();
      const caller = roleCaller(world, role);
      requireAllowed(world, queue, "sqs:SendMessage", caller);
      const texts = Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: "String", StringValue },
      ]);
      const input = { MessageBody: body, MessageAttributes: Object.fromEntries(texts) };
      sendMessage({ ...tools, queue, input, sender: caller.identity.userId });
    },
    stop: async () => messages.stop(),
  };
}

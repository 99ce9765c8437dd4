import { textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type World } from "../../../contract.ts";
import { Messages } from "../../../engines/messages.ts";
import type { AccessRequest } from "../../../iam/aws/index.ts";
import { callLimit } from "../../../limits.ts";
import { type ApiCall, type ApiService, type AwsService, jsonApi } from "../api/index.ts";
import { callerIdentity, mayAccess } from "../iam/index.ts";
import { actions, sendMessage } from "./actions.ts";
import { noSuchQueue, queryNameOf } from "./errors.ts";
import { operations } from "./operations.ts";
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
  /** Sends as a service of AWS does that has taken a role. @throws CloudError when SQS refuses it. */
  deliver(delivery: Delivery): void;
}

type Allowed = Pick<AccessRequest, "principal" | "context"> & { readonly userArn: string };

/** The queue that a request names, by its address or its name. @throws CloudError `QueueDoesNotExist` */
function requireQueue(world: World, input: Properties, { region, caller }: ApiCall): StoredResource {
  const path = (textAt(input, "QueueUrl") ?? "").split("/");
  const name = textAt(input, "QueueName") ?? path.at(-1) ?? "";
  const owner = textAt(input, "QueueOwnerAWSAccountId") ?? (path.length > 1 ? path.at(-2) : undefined);
  const found = queueNamed(world, name, { region, account: owner ?? caller.identity.accountId });
  if (found === undefined) throw noSuchQueue();
  return found;
}

/** @throws CloudError `AccessDeniedException` */
function requireAllowed(
  world: World,
  queue: StoredResource,
  action: string,
  { principal, context, userArn }: Allowed,
): void {
  const resource = String(queue.outputs.arn);
  const policy = policyOf(queue);
  if (mayAccess(world, { principal, action, resource, context }, { policy, owner: queue.scope.account })) return;
  const what = action.toLowerCase();
  const message = `User: ${userArn} is not authorized to perform: ${what} on resource: ${resource} because no policy allows the ${what} action`;
  throw new CloudError("AccessDeniedException", message, 403);
}

/** Queues, and the messages in them. */
export function sqsService(world: World, api: ApiService): SqsService {
  const messages = new Messages({ ...world, settings: (arn) => settingsOf(world, arn) });
  const purged = new Map<string, number>();
  return {
    name: "SQS",
    types: [queueType(api, messages)],
    operations,
    api: jsonApi({
      ...{ service: "sqs", target: "AmazonSQS", namespace: "com.amazonaws.sqs" },
      errorHeaders: (error) => ({ "x-amzn-query-error": `${queryNameOf(error)};Sender` }),
      async run(operation, input, call) {
        const action = Object.hasOwn(actions, operation) ? actions[operation] : undefined;
        if (action === undefined) throw callLimit(`the simulator's SQS does not have ${operation}`);
        const queue = requireQueue(world, input, call);
        const { principal, context, identity } = call.caller;
        requireAllowed(world, queue, action.permission, { principal, context, userArn: identity.userArn });
        return action.run({ world, messages, purged, queue, input, sender: identity.userId });
      },
    }),
    deliver({ role, queue: arn, body, attributes = {} }) {
      const queue = queueWithArn(world, arn);
      if (queue === undefined) throw noSuchQueue();
      const identity = callerIdentity(world, { principal: role, name: "aws", accessKeyId: "", expires: 0 });
      const principal = { type: "AWS", id: role } as const;
      const context = { "aws:PrincipalArn": role, "aws:PrincipalAccount": identity.accountId };
      requireAllowed(world, queue, "sqs:SendMessage", { principal, context, userArn: identity.userArn });
      const texts = Object.entries(attributes).map(([name, StringValue]) => [
        name,
        { DataType: "String", StringValue },
      ]);
      const input = { MessageBody: body, MessageAttributes: Object.fromEntries(texts) };
      sendMessage({ world, messages, purged, queue, input, sender: identity.userId });
    },
    stop: async () => messages.stop(),
  };
}

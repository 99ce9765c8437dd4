import { type Cloud, ownVariables } from "fourfold";
import { attributesOf } from "../support/handle.ts";
import type { TriggerArgs } from "../triggers/index.ts";
import type { Contribution, Link, LinkKind } from "./contribution.ts";
import type { Contributed } from "./index.ts";
import { publisher } from "./pubsub.ts";
import { serviceBusReceiver, serviceBusSender } from "./service-bus.ts";

const deadLetters = "dead-letters";

function onAzure({ on }: Link): Contribution {
  return {
    environment: {
      [ownVariables.queue]: on("address"),
      [ownVariables.deadLetters]: on("deadLetters"),
      [ownVariables.name]: on("name"),
      [`${ownVariables.connection}__fullyQualifiedNamespace`]: on("host"),
      [`${ownVariables.connection}__credential`]: "managedidentity",
    },
    azureConnections: [ownVariables.connection],
    azureRoles: [
      { role: serviceBusReceiver, scope: on("scope") },
      // A message that is tried later is sent again.
      { role: serviceBusSender, scope: on("scope") },
      { role: serviceBusSender, scope: on("deadLettersScope"), part: deadLetters },
    ],
  };
}

/** What the consumer of a queue may do: receive from it, and send to its dead letters. No function asks for it by a link. */
const consumed: LinkKind = {
  aws: ({ on }) => ({
    environment: { [ownVariables.queue]: on("url"), [ownVariables.deadLetters]: on("deadLetters") },
    statements: [
      {
        // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions
        actions: ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ChangeMessageVisibility"],
        resource: on("arn"),
      },
      { actions: ["sqs:SendMessage"], resource: on("deadLettersArn") },
    ],
  }),
  gcp: ({ on }) => ({
    environment: { [ownVariables.deadLetters]: on("deadLetters") },
    gcpRoles: [publisher(on("project"), on("deadLettersName"), deadLetters)],
  }),
  azure: onAzure,
  cloudflare: ({ on }) => ({
    bindings: [{ type: "queue", name: ownVariables.deadLetters, queueName: on("deadLetters") }],
  }),
};

/** What a function may do with the queue whose messages it processes, if it has one. It does not ask for it by a link. */
export function consumedBy(
  { consumes }: Pick<TriggerArgs, "consumes">,
  cloud: Cloud,
  where: string,
): readonly Contributed[] {
  if (consumes === undefined) return [];
  const { queue: resource, handle, was = [] } = consumes;
  const own = `${where}, queue "${resource}"`;
  const on = attributesOf(handle, { kind: "queue", cloud }, own);
  const verbs = ["receive"];
  const contribution = consumed[cloud]({
    resource,
    where: own,
    verbs,
    value: undefined,
    stored: false,
    beside: [],
    on,
    knownOn: () => undefined,
  });
  return [{ resource, kind: "queue", verbs, was, ...contribution }];
}

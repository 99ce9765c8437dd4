import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { type Input, output } from "@pulumi/pulumi";
import { type Cloud, clouds } from "fourfold";
import { awaitLines, linesOf, type MessageTarget, newKey, order, send } from "../../kit/conformance/consumes/target.ts";
import { cases } from "../support/sample.ts";
import { type Grant, leaveOut, withoutAction } from "./leave-out.ts";
import { deployMessages } from "./message-deployment.ts";

/** What shows that a grant is missing. */
type Sign =
  /** Fails unless what the grant is for has become impossible. */
  | { isMissing(target: MessageTarget): Promise<void> }
  /** The cloud looks whether it is there, and refuses to deploy without it. */
  | { readonly refusal: RegExp };

/** A grant of queues and topics, by the resource that makes it. */
type MessageGrant = Omit<Grant, "resource"> & { readonly resource: string } & Sign;

/** How long nothing comes of what takes a second otherwise, in milliseconds. */
const patience = 5_000;

const isDenied = (queue: string, item: () => object) => async (target: MessageTarget) => {
  assert.equal((await send(target, queue, { item: item() })).code, "Denied");
};
const workIsDenied = isDenied("work", () => ({ key: newKey(), do: "tell" }));
const eventsAreDenied = isDenied("events", () => ({ key: newKey(), kind: "created" }));

/** What is sent reaches no handler. */
async function nothingComes(target: MessageTarget): Promise<void> {
  const { key } = await order(target, "tell");
  await setTimeout(patience);
  assert.deepEqual(await linesOf(target, "worker", "did", key), []);
}

/** What a handler rejects does not reach the dead letters. */
async function deadLettersStayEmpty(target: MessageTarget): Promise<void> {
  const { key } = await order(target, "reject");
  await awaitLines(target, "worker", "got", key);
  await setTimeout(patience);
  assert.deepEqual(await target.kept("work", "dead letters"), []);
}

/** What is published does not reach a queue that wants it. */
async function queueIsNotFed(target: MessageTarget): Promise<void> {
  await send(target, "events", { item: { key: newKey(), kind: "cancelled" } });
  await setTimeout(patience);
  assert.deepEqual(await target.kept("cancelled"), []);
}

/** What ends its function each time is not moved to the dead letters after its five attempts: it comes once more. */
async function crashesComeAgain(target: MessageTarget): Promise<void> {
  const { key } = await order(target, "exit");
  await awaitLines(target, "worker", "got", key, 6);
  assert.deepEqual(await target.kept("work", "dead letters"), []);
}

/** What ends its subscriber each time is not moved to the dead letters after its five attempts: it comes once more. */
async function fatalEventsComeAgain(target: MessageTarget): Promise<void> {
  const key = newKey();
  await send(target, "events", { item: { key, kind: "created", isFatal: true } });
  await awaitLines(target, "some", "got", key, 6);
  assert.deepEqual(await target.kept("someQueue", "dead letters"), []);
}

/** What has failed cannot be hidden for its backoff: it comes again when the visibility timeout of its queue is over. */
async function failuresStayHidden(target: MessageTarget): Promise<void> {
  const { id } = await order(target, "fail once");
  const warning = "The message comes again only when the visibility timeout of the queue is over.";
  const [line] = await awaitLines(target, "worker", warning, id);
  assert.match(JSON.stringify(line), /sqs:changemessagevisibility/i);
}

/** What has failed cannot be sent again for later: the host abandons it, and it comes at once, and not after its backoff of 1 second. */
async function failuresComeAtOnce(target: MessageTarget): Promise<void> {
  const { key } = await order(target, "fail once");
  const lines = await awaitLines(target, "worker", "got", key, 2);
  const [first = 0, second = 0] = lines.map(({ time }) => Date.parse(String(time)));
  assert.ok(second - first < 900, `It came again after ${second - first} ms.`);
}

type Change = (props: Readonly<Record<string, Input<string>>>) => object;

/** The policy of the worker's role, which allows to send to dead letters and to take from the queue. */
const ofWorker = { resource: "messages-worker-policy" };
/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const toRead = (action: string): MessageGrant => ({
  ...ofWorker,
  without: withoutAction(`sqs:${action}`),
  refusal: new RegExp(`does not have permissions to call ${action} on SQS`),
});
const ofApi = { resource: "messages-api-policy" };

/** A role that allows nothing of what is meant. */
const role =
  (other: string): Change =>
  () => ({ role: other });
const viewer = role("roles/pubsub.viewer");

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/general#reader */
const reader: Change = ({ roleDefinitionId = "" }) => ({
  roleDefinitionId: output(roleDefinitionId).apply((id) =>
    id.replace(/[^/]+$/, "acdd72a7-3385-48ef-bd42-f606fba81ae7"),
  ),
});

/** A queue's policy for somebody else. */
const forOtherTopic: Change = ({ policy = "" }) => ({
  policy: output(policy).apply((text) => text.replace(/arn:aws:sns:[^"]+/, "$&-other")),
});

const grants: Readonly<Record<Cloud, Readonly<Record<string, MessageGrant>>>> = {
  aws: {
    "to send to a queue": { ...ofApi, without: withoutAction("sqs:SendMessage"), isMissing: workIsDenied },
    "to publish to a topic": { ...ofApi, without: withoutAction("sns:Publish"), isMissing: eventsAreDenied },
    "of a consumer to receive": toRead("ReceiveMessage"),
    "of a consumer to delete what it has received": toRead("DeleteMessage"),
    "of a consumer to read the attributes of its queue": toRead("GetQueueAttributes"),
    "of a consumer to hide a message for its backoff": {
      ...ofWorker,
      without: withoutAction("sqs:ChangeMessageVisibility"),
      isMissing: failuresStayHidden,
    },
    "of a consumer to fill its dead letters": {
      ...{ ...ofWorker, without: withoutAction("sqs:SendMessage"), isMissing: deadLettersStayEmpty },
    },
    "of a topic to feed a queue": {
      ...{ resource: "messages-cancelled-delivery-access", without: forOtherTopic, isMissing: queueIsNotFed },
    },
  },
  gcp: {
    "to send to a queue": { resource: "messages-api--work--publisher", without: viewer, isMissing: workIsDenied },
    "to publish to a topic": {
      resource: "messages-api--events--publisher",
      without: viewer,
      isMissing: eventsAreDenied,
    },
    "of a consumer to fill its dead letters": {
      ...{
        resource: "messages-worker--work--dead-letters--publisher",
        without: viewer,
        isMissing: deadLettersStayEmpty,
      },
    },
    "of a subscription to call the function": {
      ...{ resource: "messages-work-delivery-access", without: role("roles/run.viewer"), isMissing: nothingComes },
    },
    "of Pub/Sub to put into the dead letters": {
      ...{ resource: "messages-work-agent-access", without: viewer, isMissing: crashesComeAgain },
    },
    "of Pub/Sub to take out of the subscription": {
      ...{ resource: "messages-work-delivery-agent-access", without: viewer, isMissing: crashesComeAgain },
    },
    "of Pub/Sub to take out of the subscription of a topic": {
      resource: "messages-some-queue-delivery-fed-agent-access",
      ...{ without: viewer, isMissing: fatalEventsComeAgain },
    },
  },
  azure: {
    "to send to a queue": {
      ...{ resource: "messages-api--work--azure-service-bus-data-sender", without: reader, isMissing: workIsDenied },
    },
    "to publish to a topic": {
      ...{
        resource: "messages-api--events--azure-service-bus-data-sender",
        without: reader,
        isMissing: eventsAreDenied,
      },
    },
    "of a consumer to receive": {
      ...{
        resource: "messages-worker--work--azure-service-bus-data-receiver",
        without: reader,
        isMissing: nothingComes,
      },
    },
    "of a consumer to send a message again for its backoff": {
      resource: "messages-worker--work--azure-service-bus-data-sender",
      ...{ without: reader, isMissing: failuresComeAtOnce },
    },
    "of a consumer to fill its dead letters": {
      resource: "messages-worker--work--dead-letters--azure-service-bus-data-sender",
      ...{ without: reader, isMissing: deadLettersStayEmpty },
    },
  },
  // What a Worker may use is what it has a binding for, and code that lacks one does not start.
  cloudflare: {},
};

const all = Object.fromEntries(
  clouds.flatMap((cloud) =>
    Object.entries(grants[cloud]).map(([name, grant]) => [`${name} on ${cloud}`, { cloud, grant }] as const),
  ),
);

describe("each grant of queues and topics is necessary", function slowly() {
  this.timeout(120_000);

  for (const [name, { cloud, grant }] of cases(all, 2)) {
    it(name, async () => {
      const { options, changed } = leaveOut({ ...grant, resource: new RegExp(`^${grant.resource}$`) });
      const deploying = deployMessages(cloud, "messages", options);
      if ("refusal" in grant) return assert.rejects(deploying, grant.refusal);
      await using target = await deploying;

      assert.equal(changed.length, 1, `${grant.resource} is not there`);

      await grant.isMissing(target);
    });
  }
});

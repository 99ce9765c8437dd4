import assert from "node:assert/strict";
import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
  type StartMessageMoveTaskCommandInput,
} from "@aws-sdk/client-sqs";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { openAws, tokens, trustOf } from "../shop.ts";
import { deployDead, deployQueue, openClient } from "./client.ts";

/** A queue and where its dead letters go, with so many of them there. */
async function deployWithDead(aws: Deployment, clock: FakeClock, client: SQSClient, count: number) {
  const { dead, redrivePolicy } = await deployDead(aws, 1);
  const queue = await deployQueue(aws, "orders", { redrivePolicy });
  if (count === 0) return { dead, queue };
  const Entries = Array.from({ length: count }, (_, index) => ({ Id: `${index}`, MessageBody: `order ${index}` }));
  await client.send(new SendMessageBatchCommand({ QueueUrl: queue.id, Entries }));
  const take = () => client.send(new ReceiveMessageCommand({ QueueUrl: queue.id, MaxNumberOfMessages: 10 }));
  await take();
  clock.advance(30_000);
  await take();
  return { dead, queue };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-redrive.html */
describe("aws: moving dead letters", () => {
  let clock: FakeClock;
  let aws: Deployment;
  let client: SQSClient;
  let queue: Deployed;
  let dead: Deployed;
  const open = async (count: number) => {
    clock = createFakeClock();
    aws = await openAws({ clock });
    await deployQueue(aws, "any");
    client = await openClient(aws);
    ({ queue, dead } = await deployWithDead(aws, clock, client, count));
  };
  afterEach(async () => {
    await aws.stop();
    client.destroy();
  });

  const start = async (more: Partial<StartMessageMoveTaskCommandInput> = {}, as = client) =>
    (await as.send(new StartMessageMoveTaskCommand({ SourceArn: String(dead.outputs.arn), ...more }))).TaskHandle;
  const list = async (MaxResults?: number, as = client): Promise<readonly ListMessageMoveTasksResultEntry[]> => {
    const command = new ListMessageMoveTasksCommand({ SourceArn: String(dead.outputs.arn), MaxResults });
    return (await as.send(command)).Results ?? [];
  };
  const cancel = (TaskHandle: string | undefined, as = client) =>
    as.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  const waitingIn = async ({ id }: Deployed) => {
    const command = new GetQueueAttributesCommand({ QueueUrl: id, AttributeNames: ["All"] });
    return (await client.send(command)).Attributes?.ApproximateNumberOfMessages;
  };
  const messagesOf = async ({ id }: Deployed) => {
    const command = new ReceiveMessageCommand({
      ...{ QueueUrl: id, MaxNumberOfMessages: 10, VisibilityTimeout: 0 },
      MessageSystemAttributeNames: ["All"],
    });
    return (await client.send(command)).Messages ?? [];
  };

  it("puts them back where they came from, as new messages, and tells how far it is", async () => {
    await open(3);
    const [before] = await messagesOf(dead);
    const TaskHandle = await start();
    const running = {
      ...{ TaskHandle, Status: "RUNNING", SourceArn: dead.outputs.arn, StartedTimestamp: clock.now() },
      ...{ ApproximateNumberOfMessagesMoved: 0, ApproximateNumberOfMessagesToMove: 3 },
    };
    assert.deepEqual(await list(), [running]);
    clock.advance(0);

    const [task] = await list();
    assert.equal(task?.Status, "COMPLETED");
    assert.equal(task.ApproximateNumberOfMessagesMoved, 3);
    assert.equal(task.TaskHandle, undefined);
    assert.equal(await waitingIn(dead), "0");
    const moved = await messagesOf(queue);
    assert.deepEqual(
      moved.map(({ Body }) => Body),
      ["order 0", "order 1", "order 2"],
    );
    // "All redriven messages are considered new messages with a new messageID and enqueueTime"
    assert.notEqual(moved[0]?.MessageId, before?.MessageId);
    assert.equal(moved[0]?.Attributes?.ApproximateReceiveCount, "1");
    assert.equal(moved[0]?.Attributes?.SentTimestamp, String(clock.now()));
    assert.equal(moved[0]?.Attributes?.DeadLetterQueueSourceArn, undefined);
  });

  it("moves as many a second as was asked for, to another queue, until it is cancelled", async () => {
    await open(5);
    const other = await deployQueue(aws, "other");
    const DestinationArn = String(other.outputs.arn);
    const handle = await start({ DestinationArn, MaxNumberOfMessagesPerSecond: 2 });
    dead = await aws.update(dead, { ...dead.inputs, visibilityTimeoutSeconds: 60 });
    clock.advance(1_000);
    assert.equal(await waitingIn(other), "4");

    const { ApproximateNumberOfMessagesMoved } = await cancel(handle);

    assert.equal(ApproximateNumberOfMessagesMoved, 4);
    clock.advance(10_000);
    assert.deepEqual([await waitingIn(dead), await waitingIn(other)], ["1", "4"]);
    assert.partialDeepStrictEqual(await list(), [
      { Status: "CANCELLED", DestinationArn, MaxNumberOfMessagesPerSecond: 2 },
    ]);
    // "A message movement can only be cancelled when the current status is RUNNING."
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html
    await assert.rejects(cancel(handle), { name: "ResourceNotFoundException" });
  });

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
  it("needs a dead-letter queue, another one that exists, a rate up to 500, and no other task", async () => {
    await open(1);
    const SourceArn = String(queue.outputs.arn);
    await assert.rejects(start({ SourceArn }), /must be configured as a Dead Letter Queue/);
    await assert.rejects(start({ SourceArn: `${SourceArn}-2` }), { name: "ResourceNotFoundException" });
    await assert.rejects(start({ DestinationArn: `${SourceArn}-2` }), { name: "ResourceNotFoundException" });
    await assert.rejects(start({ DestinationArn: String(dead.outputs.arn) }), /cannot be the same/);
    await assert.rejects(start({ MaxNumberOfMessagesPerSecond: 501 }), /Must be between 1 and 500/);
    await assert.rejects(list(11), /Must be between 1 and 10/);
    await assert.rejects(cancel("another"), /parameter TaskHandle is invalid/);
    await start();

    await assert.rejects(start(), /There is already a task running/);
  });

  it("remembers the last ten tasks, and lists the newest unless more are asked for", async () => {
    await open(0);
    for (let rate = 1; rate <= 11; rate++) {
      await start({ MaxNumberOfMessagesPerSecond: rate });
      clock.advance(0);
    }

    const rates = (tasks: readonly ListMessageMoveTasksResultEntry[]) =>
      tasks.map(({ MaxNumberOfMessagesPerSecond }) => MaxNumberOfMessagesPerSecond);
    assert.deepEqual(rates(await list()), [11]);
    assert.deepEqual(rates(await list(10)), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    assert.equal(aws.simulator.world.store.values("aws/sqs/move/").size, 10);
  });

  it("moves no more than were there when it was started, and delays them as their queue does", async () => {
    await open(3);
    queue = await aws.update(queue, { ...queue.inputs, delaySeconds: 60 });
    await start({ MaxNumberOfMessagesPerSecond: 2 });
    await client.send(new SendMessageCommand({ QueueUrl: dead.id, MessageBody: "later" }));
    clock.advance(10_000);

    assert.partialDeepStrictEqual(await list(), [{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 3 }]);
    assert.deepEqual([await waitingIn(dead), await waitingIn(queue)], ["1", "0"]);
    clock.advance(60_000);
    assert.equal(await waitingIn(queue), "3");
  });

  it("ends with its queue", async () => {
    await open(3);
    await start({ MaxNumberOfMessagesPerSecond: 1 });
    clock.advance(0);
    await aws.remove(dead);
    clock.advance(10_000);

    assert.equal(await waitingIn(queue), "1");
    dead = await deployQueue(aws, "dead");
    assert.deepEqual(await list(), []);
  });

  it("fails on a message that has no source, which stays", async () => {
    await open(0);
    await client.send(new SendMessageCommand({ QueueUrl: dead.id, MessageBody: "by hand" }));
    await start();
    clock.advance(0);

    assert.partialDeepStrictEqual(await list(), [
      { Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource", ApproximateNumberOfMessagesMoved: 0 },
    ]);
    assert.equal(await waitingIn(dead), "1");
  });

  /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
  describe("by somebody who is not the deployer", () => {
    const all = {
      dead: [
        ...["sqs:StartMessageMoveTask", "sqs:ListMessageMoveTasks", "sqs:CancelMessageMoveTask"],
        ...["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
      ],
      orders: ["sqs:SendMessage"],
    };
    const without = async (left: string) => {
      const Statement = Object.entries(all).map(([name, actions]) => ({
        Effect: "Allow",
        Action: ["sqs:GetQueueUrl", ...actions.filter((action) => action !== left)],
        Resource: `arn:aws:sqs:eu-central-1:123456789012:${name}`,
      }));
      const role = await aws.create(tokens.role, left, {
        ...{ name: left.replace("sqs:", "no-"), assumeRolePolicy: trustOf("lambda.amazonaws.com") },
        inlinePolicies: [{ name: "own", policy: JSON.stringify({ Version: "2012-10-17", Statement }) }],
      });
      return openClient(aws, String(role.outputs.arn));
    };
    const as = (left: string) => openClient(aws, `arn:aws:iam::123456789012:role/${left.replace("sqs:", "no-")}`);

    it("needs every permission for what is done to the dead-letter queue", async () => {
      await open(1);
      const allowed = await without("sqs:PurgeQueue");
      const handle = await start({}, allowed);
      await list(1, allowed);
      const denied = { name: /AccessDenied/ };
      for (const left of ["sqs:CancelMessageMoveTask", "sqs:ReceiveMessage", "sqs:DeleteMessage"]) {
        await assert.rejects(cancel(handle, await without(left)), denied, left);
      }
      for (const left of ["sqs:ListMessageMoveTasks", "sqs:GetQueueAttributes"]) {
        await assert.rejects(list(1, await without(left)), denied, left);
      }
      await cancel(handle, allowed);

      await assert.rejects(start({}, await without("sqs:StartMessageMoveTask")), denied);
      for (const left of ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"]) {
        await assert.rejects(start({}, await as(left)), denied, left);
      }
    }).timeout(10_000);

    it("fails without the permission to send where a message goes", async () => {
      await open(1);
      const caller = await without("sqs:SendMessage");
      const DestinationArn = String(queue.outputs.arn);
      await assert.rejects(start({ DestinationArn }, caller), { name: /AccessDenied/ });
      await start({}, caller);
      clock.advance(0);

      assert.partialDeepStrictEqual(await list(), [{ Status: "FAILED", FailureReason: "AccessDenied" }]);
      assert.equal(await waitingIn(dead), "1");
    });
  });
});

describe("aws: a task that moves dead letters", () => {
  it("goes on after a restart where it was", async () => {
    await using lives = new Lives(openAws);
    const clock = createFakeClock();
    const first = await lives.start({ clock });
    await deployQueue(first, "any");
    const client = await openClient(first);
    const { dead, queue } = await deployWithDead(first, clock, client, 3);
    const SourceArn = String(dead.outputs.arn);
    await client.send(new StartMessageMoveTaskCommand({ SourceArn, MaxNumberOfMessagesPerSecond: 1 }));
    clock.advance(0);
    client.destroy();
    await lives.stop();
    clock.advance(2_000);

    const later = createFakeClock(clock.now());
    const second = await lives.start({ clock: later });
    later.advance(2_000);

    const again = await openClient(second);
    const { Results = [] } = await again.send(new ListMessageMoveTasksCommand({ SourceArn }));
    assert.partialDeepStrictEqual(Results, [{ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 3 }]);
    const command = new ReceiveMessageCommand({ QueueUrl: queue.id, MaxNumberOfMessages: 10 });
    assert.equal((await again.send(command)).Messages?.length, 3);
    again.destroy();
  });
});

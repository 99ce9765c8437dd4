import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import { aWhile, until } from "../../../support/until.ts";
import type { Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { basicExecution, linesOf, openAws, tokens } from "../shop.ts";
import { deployQueue } from "../sqs/client.ts";
import {
  attemptsOf,
  bodiesOf,
  type Consumer,
  connect,
  countsOf,
  deployConsumer,
  deployGround,
  eventsOf,
  logging,
  send,
  untilCounts,
  untilEvents,
} from "./consumer.ts";

const actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];

/** The inputs of a role that may log, and do all of this to queues. */
function roleWith(allowed: readonly string[]): Readonly<Record<string, unknown>> {
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["sqs:GetQueueUrl", ...allowed], Resource: "*" }],
  });
  return { managedPolicyArns: [basicExecution], inlinePolicies: [{ name: "own", policy }] };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
describe("aws: an event source mapping", () => {
  let clock: FakeClock;
  let aws: Deployment;
  beforeEach(async () => {
    clock = createFakeClock();
    aws = await openAws({ clock });
  });
  afterEach(() => aws.stop());

  const grant = async ({ role }: Pick<Consumer, "role">, allowed: readonly string[]) => {
    await aws.update(role, { ...role.inputs, ...roleWith(allowed) });
  };

  it("needs a queue that holds messages for as long as the function may run", async () => {
    const { queue, fn } = await deployGround(aws, logging(), { queue: { visibilityTimeoutSeconds: 9 } });
    const visibility = /Queue visibility timeout: 9 seconds is less than Function timeout: 10 seconds/;
    await assert.rejects(connect(aws, queue), visibility);
    await aws.update(fn, { ...fn.inputs, timeout: 9 });
    await assert.rejects(connect(aws, queue, { eventSourceArn: `${queue.outputs.arn}-2` }), /does not exist/);

    const mapping = await connect(aws, queue);

    await aws.update(fn, { ...fn.inputs, timeout: 10 });
    await assert.rejects(aws.update(mapping, { ...mapping.inputs, batchSize: 1 }), visibility);
  });

  it("needs a role that may receive, delete and ask for attributes", async () => {
    const ground = await deployGround(aws, logging(), { role: roleWith([]) });
    for (const action of actions) {
      await grant(
        ground,
        actions.filter((one) => one !== action),
      );
      const missing = new RegExp(`does not have permissions to call ${action.replace("sqs:", "")} on SQS`);
      await assert.rejects(connect(aws, ground.queue), missing);
    }

    await grant(ground, actions);
    await connect(aws, ground.queue);
  });

  it("reads only while the role may", async () => {
    const consumer = await deployConsumer(aws, logging(), { role: roleWith(actions) });
    for (const [index, action] of ["sqs:ReceiveMessage", "sqs:GetQueueAttributes"].entries()) {
      await grant(
        consumer,
        actions.filter((one) => one !== action),
      );
      const refusals = () => linesOf(aws, "/aws/lambda/worker").filter((line) => /cannot be read/.test(line)).length;
      const before = refusals();
      await send(aws, consumer.queue, action, "another");
      assert.equal(refusals(), before + 1);
      clock.advance(60_000);
      await aWhile();
      assert.equal(eventsOf(aws).length, index);
      assert.match(linesOf(aws, "/aws/lambda/worker").join("\n"), new RegExp(`cannot be read: .*${action}`, "i"));
      await grant(consumer, actions);
      clock.advance(5_000);
      await untilEvents(aws, index + 1);
    }
  });

  it("does not delete without the permission: the message comes back", async () => {
    const consumer = await deployConsumer(aws, logging(), { role: roleWith(actions) });
    await grant(
      consumer,
      actions.filter((one) => one !== "sqs:DeleteMessage"),
    );
    await send(aws, consumer.queue, "1");
    await untilEvents(aws, 1);
    await until(() => /was not deleted: .*sqs:deletemessage/.test(linesOf(aws, "/aws/lambda/worker").join("\n")));
    await grant(consumer, actions);

    clock.advance(30_000);
    await untilEvents(aws, 2);

    assert.deepEqual(bodiesOf(aws), [["1"], ["1"]]);
    await untilCounts(aws, consumer.queue, 0, 0);
  });

  it("is one for a queue and a function, which says its state and can be disabled", async () => {
    const { queue, mapping } = await deployConsumer(aws, logging());
    assert.match(mapping.id, /^[\da-z]{8}-[\da-z]{4}-[\da-z]{4}-[\da-z]{4}-[\da-z]{12}$/);
    assert.partialDeepStrictEqual(mapping.outputs, { uuid: mapping.id, state: "Enabled", batchSize: 10 });
    const again = { functionName: "worker", eventSourceArn: queue.outputs.arn };
    await assert.rejects(aws.create(tokens.eventSourceMapping, "again", again), /already exists.*with UUID/);

    const disabled = await aws.update(mapping, { ...mapping.inputs, enabled: false });
    await send(aws, queue, "1");
    await aWhile();

    assert.equal(disabled.outputs.state, "Disabled");
    assert.deepEqual(await countsOf(aws, queue), [1, 0]);
    await aws.remove(disabled);
    await connect(aws, queue);
    await untilEvents(aws, 1);
  });

  it("leaves messages alone when it is removed, and finishes what is under way", async () => {
    const slow = logging("await new Promise((resolve) => setTimeout(resolve, 300));");
    const { queue, mapping } = await deployConsumer(aws, slow, { mapping: { batchSize: 1 } });
    await send(aws, queue, "1");
    await until(() => eventsOf(aws).length === 1);

    await aws.remove(mapping);
    await send(aws, queue, "2");

    await untilCounts(aws, queue, 1, 0);
    assert.deepEqual(bodiesOf(aws), [["1"]]);
  });

  // As Pulumi replaces it: https://www.pulumi.com/docs/iac/concepts/resources/options/deletebeforereplace/
  it("has another id while it is replaced", async () => {
    const { mapping } = await deployConsumer(aws, logging());
    const second = await connect(aws, await deployQueue(aws, "others"));
    await aws.remove(mapping);

    assert.notEqual(second.id, mapping.id);
    assert.deepEqual(
      aws.simulator.world.store.find(tokens.eventSourceMapping).map(({ id }) => id),
      [second.id],
    );
  });

  it("reads a queue again that is made again", async () => {
    const { queue } = await deployConsumer(aws, logging());
    await aws.remove(queue);
    const again = await deployQueue(aws, "orders");

    await send(aws, again, "1");

    await untilEvents(aws, 1);
  });
});

describe("aws: what a function was called for when the simulator stopped", () => {
  it("comes back after the restart, when its visibility timeout is over", async () => {
    await using lives = new Lives(openAws);
    const before = createFakeClock();
    const first = await lives.start({ clock: before });
    const hangs = logging(
      "if (Records[0].attributes.ApproximateReceiveCount === '1') await new Promise(() => setInterval(() => {}, 1_000));",
    );
    const { queue } = await deployConsumer(first, hangs);
    await send(first, queue, "1");
    await until(() => eventsOf(first).length === 1);
    await lives.stop();

    const clock = createFakeClock(before.now() + 29_999);
    const second = await lives.start({ clock });
    await aWhile();
    assert.deepEqual(await countsOf(second, queue), [0, 1]);
    clock.advance(1);
    await untilEvents(second, 1);

    assert.deepEqual(attemptsOf(second), [["2"]]);
    await untilCounts(second, queue, 0, 0);
  });
});

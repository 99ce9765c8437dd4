import assert from "node:assert/strict";
import type { EvaluatedStack } from "fourfold/testing";
import { deployMessages } from "./deployment.ts";

const queueType = "cloudflare:index/queue:Queue";
const scriptType = "cloudflare:index/workersScript:WorkersScript";
const nameOf = (stack: EvaluatedStack, queue: string) => stack.find(queueType, queue).outputs.queueName;

/** The bindings of a Worker that are of queues, by their names. */
function queuesOf(stack: EvaluatedStack, script: string): Readonly<Record<string, unknown>> {
  const bindings: readonly unknown[] = Object(stack.find(scriptType, script).inputs).bindings;
  const ofQueues = bindings.map(Object).filter(({ type }) => type === "queue");
  return Object.fromEntries(ofQueues.map(({ name, queueName }) => [name, queueName]));
}

describe("queues and topics on Cloudflare", () => {
  let stack: EvaluatedStack;
  before(async () => {
    stack = await deployMessages("cloudflare");
    assert.equal(stack.error, undefined);
  });

  it("hand batches to the Worker, with every setting, since one that is left out comes back as a change", () => {
    const { inputs } = stack.find("cloudflare:index/queueConsumer:QueueConsumer", "mail-letters-delivery-consumer");

    // https://developers.cloudflare.com/queues/configuration/configure-queues/#consumer-worker-configuration
    // https://github.com/cloudflare/terraform-provider-cloudflare/issues/5652
    assert.deepEqual(inputs, {
      accountId: "0123456789abcdef0123456789abcdef",
      queueId: stack.find(queueType, "mail-letters-queue").outputs.queueId,
      type: "worker",
      scriptName: stack.find(scriptType, "mail-carrier-script").outputs.scriptName,
      deadLetterQueue: nameOf(stack, "mail-letters-dead-letters"),
      settings: {
        batchSize: 5,
        maxWaitTimeMs: 0,
        maxConcurrency: 250,
        // After the first of 7 attempts.
        maxRetries: 6,
        retryDelay: 10,
      },
    });
  });

  it("keep messages for four days, and dead letters for 14, which is the most", () => {
    // https://developers.cloudflare.com/queues/platform/limits/
    const kept = { "mail-letters-queue": 4 * 86_400, "mail-letters-dead-letters": 14 * 86_400 };
    for (const [name, messageRetentionPeriod] of Object.entries(kept)) {
      const expected = { deliveryDelay: 0, deliveryPaused: false, messageRetentionPeriod };
      assert.deepEqual(stack.find(queueType, name).inputs.settings, expected);
    }
  });

  it("have one queue for each subscriber, and no consumer for one that only keeps", () => {
    const queues = stack.all(queueType).filter(({ name }) => name.endsWith("-queue"));
    const consumed = stack.all("cloudflare:index/queueConsumer:QueueConsumer").map(({ name }) => name);

    assert.deepEqual(queues.map(({ name }) => name).toSorted(), [
      "mail-clerk-queue-queue",
      "mail-copies-queue",
      "mail-letters-queue",
    ]);
    assert.deepEqual(consumed.toSorted(), ["mail-clerk-queue-delivery-consumer", "mail-letters-delivery-consumer"]);
  });

  it("bind each Worker to what it sends to, and to nothing else", () => {
    const letters = nameOf(stack, "mail-letters-queue");
    const deadLetters = nameOf(stack, "mail-letters-dead-letters");
    const [copies, clerk] = ["mail-copies-queue", "mail-clerk-queue-queue"].map((name) => nameOf(stack, name));

    // https://developers.cloudflare.com/queues/configuration/configure-queues/#producer-worker-configuration
    assert.deepEqual(queuesOf(stack, "mail-post-script"), { FOURFOLD_LETTERS: letters });
    assert.deepEqual(queuesOf(stack, "mail-carrier-script"), {
      FOURFOLD_SENT__0: copies,
      FOURFOLD_SENT__1: clerk,
      FOURFOLD_0_DEAD_LETTERS: deadLetters,
    });
    const own = nameOf(stack, "mail-clerk-queue-dead-letters");
    assert.deepEqual(queuesOf(stack, "mail-clerk-script"), { FOURFOLD_0_DEAD_LETTERS: own });
  });

  it("tell the publisher which messages each queue wants", () => {
    const bindings: readonly unknown[] = Object(stack.find(scriptType, "mail-carrier-script").inputs).bindings;
    const text = bindings.map(Object).find(({ name }) => name === "FOURFOLD_SENT")?.text;

    assert.deepEqual(JSON.parse(text), {
      feeds: [
        { binding: "FOURFOLD_SENT__0", where: { kind: { in: ["letter"] } } },
        { binding: "FOURFOLD_SENT__1", where: { kind: { not: ["test"] } } },
      ],
      attributes: ["kind"],
    });
  });
});

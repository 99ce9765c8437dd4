import assert from "node:assert/strict";
import type { Deployed } from "../../deployment.ts";
import { accountId, queueToken } from "../account.ts";
import { Queues } from "./queues.ts";

const bad = { name: "bad", acts: [["throw"], ["retry"]] } as const;

/** https://developers.cloudflare.com/queues/configuration/dead-letter-queues/ */
describe("cloudflare: a dead-letter queue", function deadLetters() {
  this.timeout(30_000);
  let queues: Queues;
  let queue: Deployed;
  beforeEach(async () => {
    queues = await Queues.open();
    await queues.createConsumerScript();
    queue = await queues.createQueue("orders");
  });
  afterEach(() => queues.stop());

  /** Delivers a message that fails at both of its attempts. */
  const fail = async (): Promise<void> => {
    await queues.send(queue, bad, { name: "good", acts: [["ack"]] });
    await queues.delivered(1);
    queues.clock.advance(10_000);
    await queues.delivered(2);
  };
  const peek = async (id: string) => (await queues.call(`/queues/${id}/messages/peek`, {})).result.messages;

  it("moves a message to the dead-letter queue after its last retry, with its id and time", async () => {
    const dead = await queues.createQueue("dead");
    await queues.attach(queue, { maxRetries: 1, retryDelay: 10 }, { deadLetterQueue: "dead" });

    await fail();

    const [first, second] = queues.batches();
    assert.deepEqual(
      second?.messages.map(({ attempts }) => attempts),
      [2],
    );
    const [message, ...others] = await peek(dead.id);
    assert.deepEqual(others, []);
    assert.equal(message?.id, first?.messages[0]?.id);
    assert.equal(message?.timestamp_ms, first?.messages[0]?.timestamp);
    assert.equal(message?.attempts, 0);
    assert.deepEqual(await peek(queue.id), []);
  });

  it("is delivered from like any other queue", async () => {
    const dead = await queues.createQueue("dead");
    await queues.attach(queue, { maxRetries: 0 }, { deadLetterQueue: "dead" });
    await queues.attach(dead);

    await queues.send(queue, { name: "bad", acts: [["throw"]] });
    await queues.delivered(1);
    queues.clock.advance(0);

    await queues.delivered(2);
    assert.deepEqual(
      queues.batches().map(({ queue: name }) => name),
      ["orders", "dead"],
    );
  });

  it("is made when it does not exist", async () => {
    await queues.attach(queue, { maxRetries: 1, retryDelay: 10 }, { deadLetterQueue: "made" });

    await fail();

    const { result } = await queues.call<readonly { readonly queue_id: string }[]>("/queues?name=made");
    assert.equal(result.length, 1);
    assert.equal((await peek(result[0]?.queue_id ?? "")).length, 1);
    const again = queues.cloudflare.create(queueToken, "made", { accountId, queueName: "made" });
    await assert.rejects(again, /Queue name 'made' is already taken/);
  });

  // "Without a DLQ configured, messages that reach the retry limit are deleted permanently."
  it("is where nothing is kept, when there is none", async () => {
    await queues.attach(queue, { maxRetries: 1, retryDelay: 10 });

    await fail();

    assert.deepEqual(queues.kept(), []);
  });
});

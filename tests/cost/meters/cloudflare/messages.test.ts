import assert from "node:assert/strict";
import { cloudflare } from "../../support/cloudflare.ts";
import { consumed } from "../../support/metered.ts";

describe("a queue", () => {
  const messages = { messages: 100, messageSize: 1, attempts: 1.5, deadLetters: 0.1 };
  const queues = [
    ...[cloudflare("queue", "queue"), cloudflare("queue", "dead")],
    cloudflare("queueConsumer", "consumer", {}, { deadLetterQueue: "dead" }),
  ];

  it("writes, reads and deletes each message; what nobody could process is written and deleted elsewhere", () => {
    assert.deepEqual(consumed(queues, "queue", messages), { "queues.operations": 350 });
    assert.deepEqual(consumed(queues, "dead", messages), { "queues.operations": 20 });
  });

  it("counts 64 KB at once, with what it writes beside a message", () => {
    assert.deepEqual(consumed(queues, "queue", { ...messages, messageSize: 64 }), { "queues.operations": 700 });
  });
});

import assert from "node:assert/strict";
import type { MessageGroup } from "../behaviour.ts";
import { awaitLines, fieldsOf, newKey, order, send } from "../target.ts";

/** How far clocks may differ, in milliseconds. */
const tolerance = 5_000;

/** How messages come. */
export const delivery: MessageGroup = {
  subject: "messages",
  deployment: "messages",
  behaviours: [
    {
      name: "come to the consumer of their queue, with the id that their sender was given",
      async run(target) {
        const before = Date.now();
        const { key, id } = await order(target, "tell", { attributes: { by: "a test" } });

        const [line] = await awaitLines(target, "worker", "got", key);
        const { id: seen, attempt, attributes, enqueuedAt } = fieldsOf(line);
        const sent = Date.parse(String(enqueuedAt));
        assert.deepEqual({ seen, attempt, attributes }, { seen: id, attempt: 1, attributes: { by: "a test" } });
        assert.ok(sent >= before - tolerance && sent <= Date.now() + tolerance, String(enqueuedAt));
      },
    },
    {
      name: "come from somebody who knows nothing of envelopes, with an id and a time of the cloud's",
      async run(target) {
        const before = Date.now();
        const key = newKey();

        await target.putRaw("work", JSON.stringify({ key, do: "tell" }));

        const [line] = await awaitLines(target, "worker", "did", key);
        const [got] = await awaitLines(target, "worker", "got", key);
        const { id, attempt, attributes, enqueuedAt } = fieldsOf(got);
        const sent = Date.parse(String(enqueuedAt));
        assert.deepEqual({ attempt, attributes }, { attempt: 1, attributes: {} });
        assert.ok(typeof id === "string" && id !== "");
        assert.ok(sent >= before - tolerance && sent <= Date.now() + tolerance, String(enqueuedAt));
        assert.equal(line?.messageId, id);
      },
    },
    {
      name: "leave a line each with their id, the attempt, its result and how long it took",
      async run(target) {
        const { key, id } = await order(target, "fail once");
        await awaitLines(target, "worker", "did", key);

        const lines = await awaitLines(target, "worker", "message", id, 2);

        const results = lines.map((line) => [line.level, fieldsOf(line).attempt, fieldsOf(line).result]);
        assert.deepEqual(results, [
          ["info", 1, "tried again"],
          ["info", 2, "done"],
        ]);
        assert.ok(lines.every((line) => Number(fieldsOf(line).duration) >= 0));
      },
    },
    {
      name: "are found in the log of every function on their way by the id of the request that they go back to",
      async run(target) {
        const key = newKey();
        const response = await target.ask("/work", { item: { key, do: "publish" } });
        const requestId = response.headers.get("x-request-id");

        const lines = [
          await awaitLines(target, "worker", "got", key),
          await awaitLines(target, "worker", "did", key),
          await awaitLines(target, "every", "got", key),
        ];

        assert.ok(requestId);
        for (const [line] of lines) assert.equal(line?.requestId, requestId);
      },
    },
    {
      name: "are kept by a queue that nobody consumes",
      async run(target) {
        const { sent } = await send(target, "kept", { item: { some: "thing" }, attributes: { by: "a test" } });

        const found = (await target.kept("kept")).find(({ id }) => id === sent?.id);
        assert.deepEqual(found && { ...found, reason: undefined, body: JSON.parse(found.body) }, {
          ...{ id: sent?.id, attributes: { by: "a test" }, reason: undefined },
          body: { some: "thing" },
        });
      },
    },
  ],
};

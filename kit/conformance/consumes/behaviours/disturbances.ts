import assert from "node:assert/strict";
import type { MessageGroup } from "../behaviour.ts";
import { attemptsOf, awaitDeadLetter, awaitLines, fieldsOf, linesOf, newKey, order, send } from "../target.ts";

/** A function that ends takes its whole batch with it. */
export const crashes: MessageGroup = {
  subject: "attempts",
  deployment: "messages",
  behaviours: [
    {
      name: "are made again after the function was killed in the middle of one",
      async run(target) {
        const { key } = await order(target, "exit once", { queue: "apart" });

        await awaitLines(target, "other", "did", key);

        // Not all hosts get to write what a process logged before it was killed, so the first attempt may not be among them.
        const seen = attemptsOf(await linesOf(target, "other", "got", key));
        assert.ok(
          seen.some((attempt) => Number(attempt) > 1),
          String(seen),
        );
      },
    },
    {
      name: "are made of the messages that came in the same batch as one that killed the function",
      async run(target) {
        const items = ["tell", "exit once", "tell", "tell"].map((deed) => ({ key: newKey(), do: deed }));

        const { sent } = await send(target, "many/apart", { items });

        assert.equal(sent?.length, items.length);
        for (const { key } of items) await awaitLines(target, "other", "did", key);
      },
    },
  ],
};

/** A redrive moves all dead letters. */
export const redrives: MessageGroup = {
  subject: "dead letters",
  deployment: "messages",
  alone: true,
  behaviours: [
    {
      name: "come back by a redrive with their id, their attributes and their time of sending",
      async run(target) {
        const { key, id } = await order(target, "reject", { attributes: { by: "a test" }, queue: "apart" });
        await awaitDeadLetter(target, "apart", id);

        assert.ok((await target.redrive("apart")) >= 1);

        const [first, second] = (await awaitLines(target, "other", "got", key, 2)).map(fieldsOf);
        assert.deepEqual([first?.id, first?.attempt, first?.attributes], [id, 1, { by: "a test" }]);
        assert.deepEqual(second, first);
      },
    },
    {
      name: "have all their attempts again after a redrive",
      async run(target) {
        const { key, id } = await order(target, "fail twice and reject", { queue: "apart" });
        await awaitDeadLetter(target, "apart", id);

        await target.redrive("apart");

        const lines = await awaitLines(target, "other", "got", key, 6);
        assert.deepEqual(attemptsOf(lines), [1, 2, 3, 1, 2, 3]);
        assert.equal((await awaitDeadLetter(target, "apart", id)).reason, "It is to be rejected at last.");
      },
    },
  ],
};

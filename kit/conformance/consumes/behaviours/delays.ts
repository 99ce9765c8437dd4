import assert from "node:assert/strict";
import type { MessageGroup } from "../behaviour.ts";
import { attemptsOf, awaitLines, fieldsOf, linesOf, newKey, send } from "../target.ts";

export const delays: MessageGroup = {
  subject: "messages for later",
  deployment: "delays",
  behaviours: [
    {
      name: "come no earlier than they were sent for",
      async run(target) {
        const key = newKey();
        const before = Date.now();

        await send(target, "later", { item: { key, do: "tell" }, after: "3 seconds" });

        const [line] = await awaitLines(target, "waiter", "got", key);
        const waited = Date.parse(String(line?.time)) - before;
        assert.ok(waited >= 2_900, `it came after ${waited} ms`);
        assert.equal(fieldsOf(line).attempt, 1);
      },
    },
    {
      name: "are tried again when their handler says",
      async run(target) {
        const key = newKey();

        await send(target, "later", { item: { key, do: "fail once" } });

        await awaitLines(target, "waiter", "got", key, 2);
        const lines = await linesOf(target, "waiter", "got", key);
        const [first = 0, second = 0] = lines.map(({ time }) => Date.parse(String(time)));
        assert.ok(second - first >= 3_900, `it came again after ${second - first} ms`);
        assert.deepEqual(attemptsOf(lines), [1, 2]);
      },
    },
    {
      name: "are refused for later than 15 minutes",
      async run(target) {
        const { code } = await send(target, "later", { item: { key: newKey(), do: "tell" }, after: "16 minutes" });

        assert.equal(code, "Invalid");
      },
    },
  ],
};

import assert from "node:assert/strict";
import type { MessageGroup } from "../behaviour.ts";
import {
  attemptsOf,
  awaitDeadLetter,
  awaitKept,
  awaitLines,
  fieldsOf,
  linesOf,
  type MessageTarget,
  newKey,
  order,
  send,
  whileNothingComes,
} from "../target.ts";

/** Sends messages beside one that causes trouble, and checks that they are done meanwhile. */
async function neighboursOf(target: MessageTarget): Promise<() => Promise<void>> {
  const items = Array.from({ length: 4 }, () => ({ key: newKey(), do: "tell" }));
  await send(target, "many/work", { items });
  return async () => {
    for (const { key } of items) await awaitLines(target, "worker", "did", key);
  };
}

/** What a handler rejects. */
interface Rejection {
  readonly deed: "reject" | "reject and go on";
  readonly reason: string;
  /** The last line that the handler logs. */
  readonly last: "got" | "did";
}

/** Fails unless a message is a dead letter with its reason after one attempt. */
async function isGivenUp(target: MessageTarget, { deed, reason, last }: Rejection): Promise<void> {
  const { key, id } = await order(target, deed);

  const letter = await awaitDeadLetter(target, "work", id);

  assert.equal(letter.reason, reason);
  await awaitLines(target, "worker", last, key);
  await whileNothingComes();
  assert.deepEqual(attemptsOf(await linesOf(target, "worker", "got", key)), [1]);
}

export const attempts: MessageGroup = {
  subject: "attempts",
  deployment: "messages",
  behaviours: [
    {
      name: "are made again after one that has failed, and counted",
      async run(target) {
        const { key, id } = await order(target, "fail twice");

        await awaitLines(target, "worker", "did", key);

        const lines = await linesOf(target, "worker", "got", key);
        assert.deepEqual(attemptsOf(lines), [1, 2, 3]);
        assert.deepEqual(new Set(lines.map((line) => fieldsOf(line).id)), new Set([id]));
      },
    },
    {
      name: "wait for as long as the backoff says",
      async run(target) {
        const { key } = await order(target, "fail twice");

        await awaitLines(target, "worker", "did", key);

        const times = (await linesOf(target, "worker", "got", key)).map(({ time }) => Date.parse(String(time)));
        const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
        assert.ok(
          waits.every((wait) => wait >= 900),
          `they waited ${waits.join(" and ")} ms`,
        );
      },
    },
    {
      name: "end in the dead letters after the last one, with what went wrong",
      async run(target) {
        const { key, id } = await order(target, "fail", { attributes: { by: "a test" } });

        const letter = await awaitDeadLetter(target, "work", id);

        // Clouds show lines a moment later.
        assert.deepEqual(attemptsOf(await awaitLines(target, "worker", "got", key, 5)), [1, 2, 3, 4, 5]);
        assert.equal(letter.reason, "Attempt 5 of 5 failed: It is to fail.");
        assert.deepEqual([JSON.parse(letter.body).key, letter.attributes], [key, { by: "a test" }]);
      },
    },
    {
      name: "do not hold up the messages that come in the same batch",
      async run(target) {
        const done = await neighboursOf(target);
        const { key } = await order(target, "fail once");

        await done();
        await awaitLines(target, "worker", "did", key);
      },
    },
    {
      name: "are given up at once by a handler that rejects, with its reason",
      run: (target) => isGivenUp(target, { deed: "reject", reason: "It is to be rejected: “ü”.", last: "got" }),
    },
    {
      name: "are not made for an item that does not fit the schema, which goes to the dead letters and blocks nobody",
      async run(target) {
        const done = await neighboursOf(target);
        const { sent } = await send(target, "work", { item: { key: newKey(), do: "dance" } });

        const letter = await awaitDeadLetter(target, "work", String(sent?.id));

        assert.match(String(letter.reason), /does not fit the schema: do: /);
        await done();
      },
    },
    {
      name: "are not made for what is not valid JSON, which goes to the dead letters and blocks nobody",
      async run(target) {
        const done = await neighboursOf(target);
        const text = `not JSON ${newKey()}`;

        await target.putRaw("work", text);

        const letter = await awaitKept(target, "work", ({ body }) => body.includes(text), "dead letters");
        assert.equal(letter.reason, "It is not valid JSON.");
        await done();
      },
    },
    {
      name: "fail when they take longer than the time limit, and the message is tried again",
      async run(target) {
        const { key, id } = await order(target, "hang");

        const letter = await awaitDeadLetter(target, "work", id);

        // Clouds show lines a moment later.
        assert.deepEqual(attemptsOf(await awaitLines(target, "worker", "got", key, 5)), [1, 2, 3, 4, 5]);
        assert.match(String(letter.reason), /took longer than its time limit/);
      },
    },
    {
      name: "keep the id, the attributes and the time of sending",
      async run(target) {
        const { key, id } = await order(target, "fail twice", { attributes: { by: "a test" } });

        await awaitLines(target, "worker", "did", key);

        const lines = await linesOf(target, "worker", "got", key);
        const [first, ...others] = lines.map((line) => {
          const { attempt: _, item: __, ...kept } = fieldsOf(line);
          return kept;
        });
        assert.deepEqual([first?.id, first?.attributes], [id, { by: "a test" }]);
        assert.match(String(first?.enqueuedAt), /^\d{4}-\d\d-\d\dT/);
        assert.deepEqual(others, [first, first]);
      },
    },
    {
      name: "fail with whatever is thrown, also when it is not an error",
      async run(target) {
        const { id } = await order(target, "fail with a text");

        const letter = await awaitDeadLetter(target, "work", id);

        assert.equal(letter.reason, "Attempt 5 of 5 failed: It is to fail with a text.");
      },
    },
    {
      name: "are given up by a handler that rejects, whatever it does then",
      async run(target) {
        const reason = "It is rejected, whatever comes then.";
        await isGivenUp(target, { deed: "reject and go on", reason, last: "did" });
      },
    },
  ],
};

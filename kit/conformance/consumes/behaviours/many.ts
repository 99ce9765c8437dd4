import assert from "node:assert/strict";
import type { MessageGroup } from "../behaviour.ts";
import { digestOf } from "../handlers/tell.ts";
import type { deeds } from "../set.ts";
import {
  awaitDeadLetter,
  awaitLines,
  fieldsOf,
  linesOf,
  type MessageTarget,
  newKey,
  send,
  whileNothingComes,
} from "../target.ts";
import { itemOf, most } from "./sizes.ts";

const itemFor = (deed: (typeof deeds)[number]) => ({ key: newKey(), do: deed });

async function sendAll(target: MessageTarget, items: readonly { readonly key: string }[], more: object = {}) {
  const { sent = [], ...others } = await send(target, "many/work", { items, ...more });
  assert.equal(sent.length, items.length, JSON.stringify(others));
  return sent.map(({ id }) => id);
}

/** How often a message has been done. */
const timesDone = async (target: MessageTarget, key: string): Promise<number> =>
  (await linesOf(target, "worker", "did", key)).length;

/** Messages that are sent and delivered in batches. */
export const many: MessageGroup = {
  subject: "messages",
  deployment: "messages",
  behaviours: [
    {
      name: "are sent many at a time, more than any cloud takes, and each comes with the id that its sender was given",
      async run(target) {
        const items = Array.from({ length: 105 }, () => itemFor("tell"));

        const ids = await sendAll(target, items);

        assert.equal(new Set(ids).size, items.length);
        for (const [index, { key }] of items.entries()) {
          const [line] = await awaitLines(target, "worker", "got", key);
          assert.equal(fieldsOf(line).id, ids[index]);
        }
      },
    },
    {
      name: "are sent many at a time, larger together than any cloud takes",
      async run(target) {
        const items = Array.from({ length: 5 }, () => itemOf(most));

        await sendAll(target, items);

        for (const item of items) {
          const [line] = await awaitLines(target, "worker", "got", item.key);
          assert.equal(fieldsOf(line).digest, digestOf(item));
        }
      },
    },
    {
      name: "are sent many at a time with the same attributes",
      async run(target) {
        const items = [itemFor("tell"), itemFor("tell")];

        await sendAll(target, items, { attributes: { by: "a test" } });

        for (const { key } of items) {
          const [line] = await awaitLines(target, "worker", "got", key);
          assert.deepEqual(fieldsOf(line).attributes, { by: "a test" });
        }
      },
    },
    {
      name: "may be none at all",
      async run(target) {
        assert.deepEqual(await send(target, "many/work", { items: [] }), { sent: [] });
      },
    },
    {
      name: "are all refused when one of many cannot be sent, and none comes",
      async run(target) {
        const [first, large, last] = [itemFor("tell"), itemOf(most + 1), itemFor("tell")];

        const { code } = await send(target, "many/work", { items: [first, large, last] });

        assert.equal(code, "TooLarge");
        await whileNothingComes();
        assert.deepEqual(await linesOf(target, "worker", "got", first.key), []);
        assert.deepEqual(await linesOf(target, "worker", "got", last.key), []);
      },
    },
    {
      name: "that came in a batch with one that failed are done, and not again when that one is",
      async run(target) {
        const [failing, ...others] = [itemFor("fail once"), ...Array.from({ length: 4 }, () => itemFor("tell"))];

        await sendAll(target, [failing, ...others]);

        await awaitLines(target, "worker", "did", failing.key);
        await Promise.all(others.map(({ key }) => awaitLines(target, "worker", "did", key)));
        await whileNothingComes();
        const times = await Promise.all(others.map(({ key }) => timesDone(target, key)));
        assert.deepEqual([await timesDone(target, failing.key), ...times], [1, 1, 1, 1, 1]);
      },
    },
    {
      name: "that come in a batch each become what they are to be",
      async run(target) {
        const [done, again, dead, wrong] = [
          ...[itemFor("tell"), itemFor("fail once"), itemFor("reject")],
          { key: newKey(), do: "dance" },
        ] as const;

        const [, , deadId = "", wrongId = ""] = await sendAll(target, [done, again, dead, wrong]);

        await awaitLines(target, "worker", "did", done.key);
        await awaitLines(target, "worker", "did", again.key);
        assert.match(String((await awaitDeadLetter(target, "work", deadId)).reason), /^It is to be rejected/);
        assert.match(String((await awaitDeadLetter(target, "work", wrongId)).reason), /^It does not fit the schema/);
      },
    },
    {
      name: "that came in a batch with one whose handler does not return are done, and not again when that one is",
      async run(target) {
        const [silent, ...others] = [itemFor("never return once"), itemFor("tell"), itemFor("tell")];

        await sendAll(target, [silent, ...others]);

        const [line] = await awaitLines(target, "worker", "did", silent.key);
        assert.equal(fieldsOf(line).attempt, 2);
        assert.deepEqual(await Promise.all(others.map(({ key }) => timesDone(target, key))), [1, 1]);
      },
    },
  ],
};

import assert from "node:assert/strict";
import type { MessageBehaviour, MessageGroup } from "../behaviour.ts";
import { digestOf } from "../handlers/tell.ts";
import { awaitLines, fieldsOf, newKey, order, send } from "../target.ts";

/** Items that some transport or other would change. */
const contents: Readonly<Record<string, unknown>> = {
  "texts in all languages": "Grüße, 世界, שלום, 😀👩‍👩‍👧",
  "what XML, SQL and shells read": `<a href="x">&amp;</a> 'quoted' "doubly" \`$HOME\` %PATH% \\n \\u0041`,
  "control characters": "\u0000\u0001\u0007\b\t\n\r\u001b\u007f\u0085\u2028",
  "what SQS does not take as it is": "\ufffe\uffff",
  "halves of characters": "\ud800 and \udc00",
  "what looks like binary data": Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString("latin1"),
  "what looks like an envelope": { fourfold: { id: "x", sent: 1 }, item: 1, attributes: {} },
  "numbers as JSON has them": [0, -0.5, 1e21, 1e-7, 9_007_199_254_740_991],
  "null, lists and empty texts": [null, [], {}, "", [[null]]],
  "a text that is a number": "5",
  "a text that is JSON": '{"a":1}',
};

const carried: readonly MessageBehaviour[] = Object.entries(contents).map(([what, content]) => ({
  name: `carry ${what}`,
  async run(target) {
    const { key } = await order(target, "tell", { content });

    const [line] = await awaitLines(target, "worker", "got", key);
    assert.deepEqual(Object(fieldsOf(line).item).content, JSON.parse(JSON.stringify(content)));
  },
}));

/** An item whose JSON has so many bytes. */
function itemOf(bytes: number, key: string) {
  const empty = { key, do: "tell", content: "" };
  return { ...empty, content: "x".repeat(bytes - JSON.stringify(empty).length) };
}

const most = 120_000;

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
        assert.deepEqual({ seen, attempt, attributes }, { seen: id, attempt: 1, attributes: { by: "a test" } });
        assert.ok(Date.parse(String(enqueuedAt)) >= before - 5_000);
      },
    },
    ...carried,
    {
      name: "carry eight attributes with whatever texts",
      async run(target) {
        const values = ["a", "Ä😀", " ", "\t\n", `"'<&>\\`, "5", "null", "x".repeat(1_024)];
        const attributes = Object.fromEntries(values.map((value, index) => [`a_${index}`, value]));

        const { key } = await order(target, "tell", { attributes });

        const [line] = await awaitLines(target, "worker", "got", key);
        assert.deepEqual(fieldsOf(line).attributes, attributes);
      },
    },
    {
      name: "may be as large as 120,000 bytes, and are refused before they are sent when they are larger",
      async run(target) {
        const key = newKey();

        await send(target, "work", { item: itemOf(most, key) });
        const refused = await send(target, "work", { item: itemOf(most + 1, newKey()) });

        const [line] = await awaitLines(target, "worker", "got", key);
        assert.equal(fieldsOf(line).digest, digestOf(itemOf(most, key)));
        assert.equal(refused.code, "TooLarge");
      },
    },
    {
      name: "may have quotes and line breaks throughout, as large as they may be",
      async run(target) {
        const key = newKey();
        const half = Math.floor((most - 200) / 2);

        const item = { key, do: "tell", content: '"\n'.repeat(half / 2) };
        const { sent } = await send(target, "work", { item });

        assert.ok(sent);
        const [line] = await awaitLines(target, "worker", "got", key);
        assert.equal(fieldsOf(line).digest, digestOf(item));
      },
    },
    {
      name: "are refused with attributes that some cloud cannot carry",
      async run(target) {
        const nine = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`a${index}`, "x"]));
        const wrong = [nine, { "a-b": "x" }, { a: "" }, { a: "x".repeat(1_025) }, { a: "\u0001" }];

        for (const attributes of wrong) {
          assert.equal(
            (await send(target, "work", { item: { key: newKey(), do: "tell" }, attributes })).code,
            "Invalid",
          );
        }
      },
    },
    {
      name: "are sent many at a time, and each comes",
      async run(target) {
        const items = Array.from({ length: 25 }, () => ({ key: newKey(), do: "tell" }));

        const { sent = [] } = await send(target, "many/work", { items });

        assert.equal(new Set(sent.map(({ id }) => id)).size, items.length);
        for (const [index, { key }] of items.entries()) {
          const [line] = await awaitLines(target, "worker", "got", key);
          assert.equal(fieldsOf(line).id, sent[index]?.id);
        }
      },
    },
    {
      name: "are all refused when one of many cannot be sent",
      async run(target) {
        const items = [{ key: newKey(), do: "tell" }, itemOf(most + 1, newKey())];

        assert.equal((await send(target, "many/work", { items })).code, "TooLarge");
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

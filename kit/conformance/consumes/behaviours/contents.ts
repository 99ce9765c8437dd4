import assert from "node:assert/strict";
import type { MessageBehaviour, MessageGroup } from "../behaviour.ts";
import { awaitLines, fieldsOf, newKey, order, send } from "../target.ts";

/** Items that some transport would change. */
const contents: Readonly<Record<string, unknown>> = {
  "texts in all languages": "Grüße, 世界, שלום, 😀👩‍👩‍👧",
  "what XML, SQL and shells read": `<a href="x">&amp;</a> 'quoted' "doubly" \`$HOME\` %PATH% \\n \\u0041`,
  "control characters": "\u0000\u0001\u0007\b\t\n\r\u001b\u007f\u0085",
  "what ends a line for some": "\u2028\u2029\u000b\u000c\u0085\r\n",
  "what SQS does not take as it is": "\ufffe\uffff",
  "halves of characters": "\ud800 and \udc00",
  "letters and their accents apart, which look like one": "e\u0301 and \u00e9",
  "what looks like binary data": Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString("latin1"),
  "binary data in Base64": Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString("base64"),
  "what looks like an envelope": { fourfold: { id: "x", sent: 1 }, item: 1, attributes: {} },
  "names that objects have of themselves": JSON.parse('{"__proto__":{"a":1},"constructor":"b","toString":null,"":"c"}'),
  "numbers as JSON has them": [0, -0.5, 1e21, 1e-7, 9_007_199_254_740_991],
  "null, lists and empty texts": [null, [], {}, "", [[null]]],
  "lists in lists, a hundred deep": JSON.parse(`${"[".repeat(100)}${"]".repeat(100)}`),
  "a text that is a number": "5",
  "a text that is JSON": '{"a":1}',
};

const carried: readonly MessageBehaviour[] = Object.entries(contents).map(([what, content]) => ({
  name: `carry ${what}`,
  async run(target) {
    const { key } = await order(target, "tell", { content });

    const [line] = await awaitLines(target, "worker", "got", key);
    assert.equal(JSON.stringify(Object(fieldsOf(line).item).content), JSON.stringify(content));
  },
}));

/** Items that some transport would take for nothing, or for something else. */
const items: Readonly<Record<string, unknown>> = {
  "an empty object": {},
  "an empty list": [],
  "an empty text": "",
  "a text": "not JSON by itself",
  "a text that is JSON": '{"a":1}',
  null: null,
  zero: 0,
  false: false,
};

const whole: readonly MessageBehaviour[] = Object.entries(items).map(([what, item]) => ({
  name: `may be ${what} and nothing else`,
  async run(target) {
    const { sent } = await send(target, "anything", { item });

    const [line] = await awaitLines(target, "taker", "got", String(sent?.id));
    assert.deepEqual(fieldsOf(line).item, item);
  },
}));

/** Sends attributes, and expects them to arrive. */
const attributed = (name: string, attributes: Readonly<Record<string, string>>): MessageBehaviour => ({
  name,
  async run(target) {
    const { key } = await order(target, "tell", { attributes });

    const [line] = await awaitLines(target, "worker", "got", key);
    assert.deepEqual(fieldsOf(line).attributes, attributes);
  },
});

const eight = ["a", "Ä😀", " ", "\t\n", `"'<&>\\`, "5", "null", "x".repeat(1_024)];

/** Each breaks one rule that holds on every cloud. */
const wrongAttributes: readonly object[] = [
  Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`a${index}`, "x"])),
  ...[{ "a-b": "x" }, { "": "x" }, { [`a${"b".repeat(256)}`]: "x" }, { fourfold: "x" }],
  ...[{ a: "" }, { a: "x".repeat(1_025) }, { a: `${"é".repeat(512)}x` }, { a: "\u0001" }, { a: "\ud800" }],
  ...[{ a: "x", A: "y" }, { a: 5 }, { a: null }, { a: ["x"] }],
];

/** What items and attributes may be. */
export const messageContents: MessageGroup = {
  subject: "messages",
  deployment: "messages",
  behaviours: [
    ...carried,
    ...whole,
    attributed(
      "carry eight attributes with whatever texts",
      Object.fromEntries(eight.map((value, index) => [`a_${index}`, value])),
    ),
    attributed("carry attributes in all languages, and with spaces around them", {
      ...{ chinese: "世界", hebrew: "שלום", family: "👩‍👩‍👧", apart: "e\u0301", lines: "\u2028\r\n", spaces: "  a  " },
      ...{ percent: "%C3%BC%0A", pairs: "a=b&c=d;e" },
    }),
    attributed("carry attributes whose names objects have of themselves, and clouds", {
      ...{ constructor: "a", toString: "b", hasOwnProperty: "c" },
      ...{ id: "d", messageId: "e", item: "f", body: "g" },
    }),
    attributed("carry names of attributes as they are written", {
      ...{ Kind: "a", ORDER: "b", correlationID: "c", Content_Type: "d", z9: "e" },
    }),
    attributed("carry values of 1,024 bytes under names of 256", { [`a${"b".repeat(255)}`]: "é".repeat(512) }),
    {
      name: "are refused with attributes that some cloud cannot carry",
      async run(target) {
        for (const attributes of wrongAttributes) {
          const { code } = await send(target, "work", { item: { key: newKey(), do: "tell" }, attributes });

          assert.equal(code, "Invalid", JSON.stringify(attributes));
        }
      },
    },
  ],
};

import assert from "node:assert/strict";
import type { MessageGroup } from "../behaviour.ts";
import { digestOf } from "../handlers/tell.ts";
import type { deeds } from "../set.ts";
import { awaitDeadLetter, awaitLines, fieldsOf, type MessageTarget, newKey, send } from "../target.ts";

/** Item and attributes together, in bytes. */
export const most = 120_000;

interface ItemOptions {
  readonly deed?: (typeof deeds)[number];
  /** What fills it. @default "x" */
  readonly filling?: string;
}

/** An item whose JSON has this number of bytes, or a few less where the filling does not fit. */
export function itemOf(bytes: number, { deed = "tell", filling = "x" }: ItemOptions = {}) {
  const empty = { key: newKey(), do: deed, content: "" };
  const left = bytes - Buffer.byteLength(JSON.stringify(empty));
  const each = Buffer.byteLength(JSON.stringify(filling)) - 2;
  const rest = "x".repeat(left % each);
  return { ...empty, content: filling.repeat(Math.floor(left / each)) + rest };
}

/** As many and as large attributes as are allowed. */
const largest = Object.fromEntries(
  Array.from({ length: 8 }, (_, index) => [`attribute_${index}`, "é".repeat(512)] as const),
);
const largestBytes = Object.entries(largest).reduce((sum, entry) => sum + Buffer.byteLength(entry.join("")), 0);

/** Eight attributes that JSON writes with twice as many bytes. */
const quotes = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`a${index}`, '"'.repeat(1_024)] as const));

type Item = ReturnType<typeof itemOf>;

/** Fails unless an item arrives as it was sent. */
async function comes(target: MessageTarget, item: Item, attributes: Readonly<Record<string, string>> = {}) {
  const { sent, code } = await send(target, "work", { item, attributes });

  assert.ok(sent, code);
  const [line] = await awaitLines(target, "worker", "got", item.key);
  assert.equal(fieldsOf(line).digest, digestOf(item));
  assert.deepEqual(fieldsOf(line).attributes, attributes);
}

async function isTooLarge(target: MessageTarget, item: Item, attributes: Readonly<Record<string, string>> = {}) {
  assert.equal((await send(target, "work", { item, attributes })).code, "TooLarge");
}

/** How large messages may be. */
export const sizes: MessageGroup = {
  subject: "messages",
  deployment: "messages",
  behaviours: [
    {
      name: "may be as large as 120,000 bytes, and are refused before they are sent when they are larger",
      async run(target) {
        await comes(target, itemOf(most));
        await isTooLarge(target, itemOf(most + 1));
      },
    },
    {
      name: "count their attributes, and nothing that is added to them",
      async run(target) {
        await comes(target, itemOf(most - largestBytes), largest);
        await isTooLarge(target, itemOf(most - largestBytes + 1), largest);
      },
    },
    {
      name: "count bytes and not characters",
      async run(target) {
        await comes(target, itemOf(most, { filling: "😀" }));
        await isTooLarge(target, itemOf(most + 1, { filling: "😀" }));
      },
    },
    {
      name: "may have quotes and line breaks throughout, as large as they may be",
      async run(target) {
        await comes(target, itemOf(most, { filling: '"\n' }));
      },
    },
    {
      name: "may have quotes throughout their attributes, whose JSON counts",
      async run(target) {
        const bytes = Object.entries(quotes).reduce((sum, [name, { length }]) => sum + name.length + 2 * length, 0);

        await comes(target, itemOf(most - bytes), quotes);
        await isTooLarge(target, itemOf(most - bytes + 1), quotes);
      },
    },
    {
      name: "become dead letters whole, as large as they may be, and with a reason",
      async run(target) {
        const item = itemOf(most - largestBytes, { deed: "reject at length" });
        const { sent } = await send(target, "work", { item, attributes: largest });

        const letter = await awaitDeadLetter(target, "work", String(sent?.id));

        assert.equal(digestOf(JSON.parse(letter.body)), digestOf(item));
        assert.deepEqual(letter.attributes, largest);
        assert.match(String(letter.reason), /^ü{50,}…$/);
      },
    },
  ],
};

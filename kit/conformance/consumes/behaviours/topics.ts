import assert from "node:assert/strict";
import type { MessageBehaviour, MessageGroup } from "../behaviour.ts";
import { digestOf } from "../handlers/tell.ts";
import type { Event } from "../set.ts";
import {
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
import { most } from "./sizes.ts";

/** The subscribers that have a filter. */
const filtered = ["one", "some", "start", "there", "absent", "not", "both"] as const;

/** Publishes an event, and waits for those whom it must reach. Returns all whom it reaches. */
async function reachedBy(
  target: MessageTarget,
  event: Omit<Event, "key">,
  awaited: readonly string[],
): Promise<readonly string[]> {
  const key = newKey();
  await send(target, "events", { item: { key, ...event } });
  // Those who start at first take as long as they need.
  for (const name of ["every", ...awaited]) await awaitLines(target, name, "got", key);
  await whileNothingComes();
  const lines = await Promise.all(filtered.map((name) => linesOf(target, name, "got", key)));
  return filtered.filter((_, index) => (lines[index]?.length ?? 0) > 0);
}

/** Which subscribers an event reaches: the meaning of each operator where the attribute matches, differs, and is absent. */
const reached: readonly (readonly [event: Omit<Event, "key">, names: readonly string[]])[] = [
  [{ kind: "created" }, ["one", "some", "absent"]],
  [{ kind: "created", region: "eu-1" }, ["one", "some", "start", "there", "both"]],
  [{ kind: "created", region: "us-1" }, ["one", "some", "there"]],
  [{ kind: `it's "odd"`, region: "eu-" }, ["some", "start", "there", "not"]],
  [{ kind: "Created" }, ["absent", "not"]],
  [{ kind: "x", region: "EU-1" }, ["there"]],
  [{ kind: "created", region: "eu" }, ["one", "some", "there"]],
  [{ kind: "cancelled", region: "eu-%_'*" }, ["start", "there", "not"]],
  [{ kind: " created" }, ["absent", "not"]],
  [{ region: "eu" }, ["there"]],
  [{}, ["absent"]],
];

const filters: readonly MessageBehaviour[] = reached.map(([event, names]) => ({
  name: `bring ${JSON.stringify(event)} to ${names.join(", ")} and to nobody else with a filter`,
  async run(target) {
    assert.deepEqual(await reachedBy(target, event, names), names);
  },
}));

export const topics: MessageGroup = {
  subject: "topics",
  deployment: "messages",
  behaviours: [
    ...filters,
    {
      name: "carry the whole item, and as attributes what the topic declares",
      async run(target) {
        const key = newKey();
        const item = { key, kind: "fulfilled", region: "eu-1", note: "Grüße 😀" };

        const { sent } = await send(target, "events", { item });

        const [line] = await awaitLines(target, "every", "got", key);
        const { item: seen, attributes, id } = fieldsOf(line);
        assert.deepEqual(
          { seen, attributes, id },
          { seen: item, attributes: { kind: "fulfilled", region: "eu-1" }, id: sent?.id },
        );
      },
    },
    {
      name: "feed a queue that nobody consumes, with what its filter wants",
      async run(target) {
        const [wanted, other] = [newKey(), newKey()];

        await send(target, "many/events", {
          items: [
            { key: other, kind: "created" },
            { key: wanted, kind: "cancelled" },
          ],
        });

        await awaitKept(target, "cancelled", ({ body }) => body.includes(wanted));
        await whileNothingComes();
        const kept = await target.kept("cancelled");
        assert.ok(!kept.some(({ body }) => body.includes(other)));
      },
    },
    {
      name: "are published to by a consumer that has a link",
      async run(target) {
        const { key } = await order(target, "publish");

        const [line] = await awaitLines(target, "every", "got", key);
        assert.deepEqual(fieldsOf(line).attributes, { kind: "fulfilled" });
      },
    },
    {
      name: "take many at a time, and bring each to everybody",
      async run(target) {
        const items = Array.from({ length: 15 }, () => ({ key: newKey(), kind: "created" }));

        await send(target, "many/events", { items });

        for (const { key } of items) {
          await awaitLines(target, "every", "got", key);
          await awaitLines(target, "one", "got", key);
        }
      },
    },
    {
      name: "feed a queue with the id and the attributes that were published",
      async run(target) {
        const item = { key: newKey(), kind: "cancelled", region: "eu-1" };

        const { sent } = await send(target, "events", { item });

        const { body, attributes } = await awaitKept(target, "cancelled", ({ id }) => id === sent?.id);
        assert.deepEqual([JSON.parse(body), attributes], [item, { kind: "cancelled", region: "eu-1" }]);
      },
    },
    {
      name: "let each subscriber try again by itself",
      async run(target) {
        const key = newKey();

        const { sent } = await send(target, "events", { item: { key, kind: "created", isTrouble: true } });

        const lines = await awaitLines(target, "some", "got", key, 3);
        assert.deepEqual(
          lines.map((line) => [fieldsOf(line).id, fieldsOf(line).attempt]),
          [1, 2, 3].map((attempt) => [sent?.id, attempt]),
        );
        for (const name of ["every", "one"]) {
          const [line, ...others] = await linesOf(target, name, "got", key);
          assert.deepEqual([fieldsOf(line).id, fieldsOf(line).attempt, others], [sent?.id, 1, []]);
        }
      },
    },
    {
      name: "take what nobody subscribes to",
      async run(target) {
        const { sent } = await send(target, "unheard", { item: { key: newKey(), kind: "created" } });

        assert.ok(sent?.id);
      },
    },
    {
      name: "give the ids of many in their order",
      async run(target) {
        const items = Array.from({ length: 12 }, () => ({ key: newKey(), kind: "counted" }));

        const { sent = [] } = await send(target, "many/events", { items });

        for (const [index, { key }] of items.entries()) {
          const [line] = await awaitLines(target, "every", "got", key);
          assert.equal(fieldsOf(line).id, sent[index]?.id);
        }
      },
    },
    {
      name: "take items as large as 120,000 bytes with their attributes, and no larger ones",
      async run(target) {
        const empty = { key: newKey(), kind: "large", note: "" };
        const left = most - Buffer.byteLength(JSON.stringify(empty)) - "kindlarge".length;
        const item = { ...empty, note: "x".repeat(left) };

        const { sent } = await send(target, "events", { item });
        const { code } = await send(target, "events", { item: { ...item, note: `${item.note}x` } });

        assert.ok(sent);
        const [line] = await awaitLines(target, "every", "got", item.key);
        assert.equal(fieldsOf(line).digest, digestOf(item));
        assert.equal(code, "TooLarge");
      },
    },
    {
      name: "carry no attribute that is null",
      async run(target) {
        const key = newKey();

        await send(target, "events", { item: { key, kind: "created", region: null } });

        const [line] = await awaitLines(target, "absent", "got", key);
        assert.deepEqual(fieldsOf(line).attributes, { kind: "created" });
      },
    },
    {
      name: "refuse many when one has an attribute that is not a string, or an empty one, and bring none",
      async run(target) {
        const first = { key: newKey(), kind: "created" };

        for (const kind of [5, "", ["created"]]) {
          const { code } = await send(target, "many/events", { items: [first, { key: newKey(), kind }] });

          assert.equal(code, "Invalid", JSON.stringify(kind));
        }
        await whileNothingComes();
        assert.deepEqual(await linesOf(target, "every", "got", first.key), []);
      },
    },
  ],
};

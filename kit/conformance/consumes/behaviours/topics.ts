import assert from "node:assert/strict";
import type { MessageBehaviour, MessageGroup } from "../behaviour.ts";
import type { Event } from "../set.ts";
import {
  awaitLines,
  awaitThat,
  fieldsOf,
  linesOf,
  type MessageTarget,
  newKey,
  order,
  send,
  whileNothingComes,
} from "../target.ts";

/** The subscribers that have a filter. */
const filtered = ["one", "some", "start", "there", "absent", "not", "both"] as const;

/** Publishes an event, and answers which subscribers it comes to. */
async function reachedBy(target: MessageTarget, event: Omit<Event, "key">): Promise<readonly string[]> {
  const key = newKey();
  await send(target, "events", { item: { key, ...event } });
  await awaitLines(target, "every", "got", key);
  await whileNothingComes();
  const lines = await Promise.all(filtered.map((name) => linesOf(target, name, "got", key)));
  return filtered.filter((_, index) => (lines[index]?.length ?? 0) > 0);
}

/** Which subscribers an event comes to: the meaning of each operator, where the attribute is there, is another, and is absent. */
const reached: readonly (readonly [event: Omit<Event, "key">, names: readonly string[]])[] = [
  [{ kind: "created" }, ["one", "some", "absent"]],
  [{ kind: "created", region: "eu-1" }, ["one", "some", "start", "there", "both"]],
  [{ kind: "created", region: "us-1" }, ["one", "some", "there"]],
  [{ kind: `it's "odd"`, region: "eu-" }, ["some", "start", "there", "not"]],
  [{ kind: "Created" }, ["absent", "not"]],
  [{ kind: "x", region: "EU-1" }, ["there"]],
  [{ region: "eu" }, ["there"]],
  [{}, ["absent"]],
];

const filters: readonly MessageBehaviour[] = reached.map(([event, names]) => ({
  name: `bring ${JSON.stringify(event)} to ${names.join(", ")} and to nobody else with a filter`,
  async run(target) {
    assert.deepEqual(await reachedBy(target, event), names);
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
            { key: wanted, kind: "cancelled" },
            { key: other, kind: "created" },
          ],
        });

        const keys = await awaitThat(
          target,
          async () => (await target.kept("cancelled")).map(({ body }) => JSON.parse(body).key),
          (seen) => seen.includes(wanted),
        );
        assert.ok(!keys.includes(other));
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
  ],
};

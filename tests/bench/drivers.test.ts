import assert from "node:assert/strict";
import { existsSync, globSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { messageOperations } from "../../bench/drivers/operations/messages.ts";
import { itemsInPartition, type Key, pageSize, tableOperations } from "../../bench/drivers/operations/table.ts";
import { comparisons as ofMessages } from "../../bench/messages/subjects.ts";
import { comparisons as ofTables } from "../../bench/tables/subjects.ts";
import { repository } from "../support/command.ts";

const comparisons = [...ofMessages, ...ofTables];

describe("the benchmarks of drivers", () => {
  it("measure every driver of queues, topics and tables, each once", () => {
    const drivers = globSync("kit/runtime/drivers/{queue,topic,table}/{aws,gcp,azure,cloudflare}.ts", {
      cwd: repository,
    });

    const measured = comparisons.map(({ ours }) => relative(repository, fileURLToPath(ours.driver)));

    assert.ok(drivers.length >= 12);
    assert.deepEqual(measured.toSorted(), drivers.toSorted());
  });

  it("compare each with a client that exists", () => {
    const missing = comparisons.map(({ theirs }) => theirs).filter(({ driver }) => !existsSync(driver));

    assert.deepEqual(missing, []);
  });

  it("have a label of its own for each client", () => {
    const labels = comparisons.flatMap(({ ours, theirs }) => [ours.label, theirs.label]);

    assert.deepEqual([...new Set(labels)], labels);
  });
});

describe("what the benchmarks call", () => {
  it("is the same of a queue and a topic", async () => {
    const called: unknown[] = [];
    const note = (name: string) => async (value: unknown) => void called.push([name, [value].flat().length]);
    const faces = [
      { send: note("send"), sendMany: note("sendMany") },
      { publish: note("publish"), publishMany: note("publishMany") },
    ];

    for (const face of faces) {
      const { send, sendMany } = messageOperations(face);
      await send?.();
      await sendMany?.();
    }

    assert.deepEqual(called, [
      ["send", 1],
      ["sendMany", 10],
      ["publish", 1],
      ["publishMany", 10],
    ]);
  });

  it("is one item of a table after the other, in a partition that no other process has", async () => {
    const put: Key[] = [];
    const open = () => tableOperations({ put: async (item: Key) => void put.push(item) });
    const [one, other] = [open(), open()];

    for (let at = 0; at <= itemsInPartition; at++) await one.put?.();
    await other.put?.();

    assert.equal(new Set(put.map(({ id }) => id)).size, itemsInPartition);
    assert.equal(new Set(put.map(({ customer }) => customer)).size, 2);
  });

  it("fails when less is found than there is, which would be found faster", async () => {
    const page = (items: number) => ({ query: async () => ({ items: Array.from({ length: items }) }) });

    await assert.rejects(async () => tableOperations({ get: async () => undefined }).get?.(), /was not found/);
    await assert.rejects(async () => tableOperations(page(pageSize - 1)).query?.(), /has 24 items/);
    await assert.doesNotReject(async () => tableOperations(page(pageSize)).query?.());
  });
});

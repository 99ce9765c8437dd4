import assert from "node:assert/strict";
import { settleTable } from "fourfold";
import { groups } from "../../kit/conformance/tables/index.ts";
import { tables } from "../../kit/conformance/tables/set.ts";
import type { TableName, TableTarget } from "../../kit/conformance/tables/target.ts";
import { TableError } from "../../kit/runtime/tables/errors.ts";
import { MemoryTable } from "../../kit/runtime/tables/memory.ts";
import type { TableStore } from "../../kit/runtime/tables/store.ts";
import { PlannedFaults } from "../../kit/simulator/faults.ts";
import { CloudError } from "../../kit/simulator/index.ts";
import { during } from "./mishaps.ts";
import { describeModel, memoryTable } from "./table-model/index.ts";

/** Its behaviours are about functions, which there are none of in memory. */
const leftOut = "links";

const unseen = (): never => assert.fail("This cannot be seen in memory.");

/** A store whose calls meet with mishaps, as those of a cloud do. */
function mishappening(store: TableStore, faults: PlannedFaults): TableStore {
  const busy = new CloudError("Busy", "busy", 503);
  const around = async <T>(work: () => Promise<T>): Promise<T> => {
    const done = await faults
      .around("aws", async () => ({ answer: await work() }), busy)
      .catch((error: unknown) => {
        throw error === busy ? new TableError("Throttled", "there is too much at a time.") : error;
      });
    if (done === undefined) throw new Error("The answer was lost.");
    return done.answer;
  };
  return {
    read: (keys) => around(() => store.read(keys)),
    find: (query) => around(() => store.find(query)),
    write: (write) => around(() => store.write(write)),
    transact: (writes) => around(() => store.transact(writes)),
    counters: (key) => around(() => store.counters(key)),
    add: (key, counter, by) => around(() => store.add(key, counter, by)),
  };
}

/** Tables in this process, as behaviours see those that are deployed. */
function openTarget(): TableTarget {
  const faults = new PlannedFaults();
  const open = (name: TableName) => {
    const layout = settleTable(tables.resources[name].options, `Table "${name}"`);
    return memoryTable(name, layout, mishappening(new MemoryTable(layout), faults));
  };
  const own = { users: open("users"), orders: open("orders"), plain: open("plain") };
  return {
    cloud: "aws",
    tables: own,
    ...{ as: unseen, force: unseen, handed: unseen },
    during: (mishap, calls, work) => during(faults, { mishap, calls }, work),
    async large(list, count, size) {
      const keys = Array.from({ length: count }, (_, at) => ({ list, name: `n${at}` }));
      await own.plain.writeMany(keys.map((key) => ({ put: { ...key, text: "x".repeat(size) } })));
      const got = (await own.plain.getMany(keys)).map((stored) => String(stored?.value.name));
      return { got, queried: (await own.plain.query({ list })).items.length };
    },
  };
}

describe("tables in memory, which the others are compared with", () => {
  const target = openTarget();
  for (const { subject, behaviours } of groups.filter((group) => group.subject !== leftOut)) {
    for (const { name, run } of behaviours) it(`${subject} ${name}`, () => run(target));
  }
  describeModel(() => target);

  it("leave out only what there is", () => assert.ok(groups.some(({ subject }) => subject === leftOut)));
});

import assert from "node:assert/strict";
import fc from "fast-check";
import { settleTable, type TableLayout } from "fourfold";
import { type Handed, perform } from "../../../kit/conformance/tables/perform.ts";
import { tables } from "../../../kit/conformance/tables/set.ts";
import {
  type LooseTable,
  MetError,
  newKey,
  remoteTable,
  type TableTarget,
} from "../../../kit/conformance/tables/target.ts";
import { readsOf } from "../../../kit/runtime/tables/faces/reads.ts";
import { updatesOf } from "../../../kit/runtime/tables/faces/updates.ts";
import { writesOf } from "../../../kit/runtime/tables/faces/writes.ts";
import { MemoryTable } from "../../../kit/runtime/tables/memory.ts";
import type { TableStore } from "../../../kit/runtime/tables/store.ts";
import { runs } from "../../support/sample.ts";
import { type Side, type Step, steps, Versions } from "./steps.ts";

/** A table in memory, as one that is somewhere else: what is said to it goes through JSON. */
export function memoryTable(
  name: string,
  layout: TableLayout,
  store: TableStore = new MemoryTable(layout),
): LooseTable {
  const table = { name, layout, store, current: () => undefined };
  const reads = readsOf(table);
  const own: object = { ...reads, ...writesOf(table), ...updatesOf(table, reads) };
  const handed: Handed = Object.fromEntries(Object.entries(own));
  return remoteTable(async (method, args) => {
    const performed = await perform(handed, method, JSON.parse(JSON.stringify(args)));
    return JSON.parse(JSON.stringify(performed));
  });
}

/** What partitions, items in them and indexes are named by. */
const names = ["userId", "id", "status", "coupon"];
/** What ranges are about such a name: those of the table itself, and of the index that is its key the other way round. */
const ends = ["prefix", "from", "to"];
const hasNamedEnds = (method: string, [index]: readonly unknown[]): boolean =>
  method === "query" || (method === "queryIndex" && index === "inverted");

function renamed(value: unknown, names: readonly string[], rename: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, names, rename));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, property]) => {
    const isName = names.includes(name) && typeof property === "string";
    return [name, isName ? rename(property) : renamed(property, names, rename)] as const;
  });
  return Object.fromEntries(entries);
}

/** A table as if nobody else had put anything into it: what it is named by begins with a mark. */
function apart(table: LooseTable): LooseTable {
  const mark = `${newKey()} `;
  return remoteTable(async (method, args) => {
    const run: unknown = Reflect.get(table, method);
    assert.ok(typeof run === "function");
    const asked = hasNamedEnds(method, args) ? [...names, ...ends] : names;
    const answer: unknown = await run(...args.map((each) => renamed(each, asked, (text) => mark + text)));
    return { answer: renamed(answer, names, (text) => text.slice(mark.length)) };
  });
}

/** A step that is printed as its title. */
const titled = (step: Step): Step => Object.assign(step, { [fc.toStringMethod]: () => step.title });

/** What a step has come to: an answer, or an error with what handlers are told of it. */
async function outcome(step: Step, side: Side): Promise<unknown> {
  try {
    return { answer: await step.run(side) };
  } catch (thrown) {
    if (!(thrown instanceof MetError)) throw thrown;
    const { code, applied, index, failed } = thrown;
    return { code, applied, index, failed };
  }
}

const layout = settleTable(tables.resources.orders.options, 'Table "orders"');

/**
 * Does the same, whatever comes to mind, to a table that is deployed and to one in memory, and compares every answer.
 * A failure prints the seed and the shortest way to it; `SEED=… PATH_TO=…` goes there again.
 */
export function describeModel(open: () => TableTarget): void {
  const { SEED: seed, PATH_TO: path } = process.env;
  it("answer as the table in memory does, whatever is asked of them", async () => {
    const property = fc.asyncProperty(
      // As long as it says: by default, fast-check makes arrays of at most about 15.
      fc.array(fc.oneof(...steps).map(titled), { minLength: 5, maxLength: 30, size: "max" }),
      async (sequence) => {
        const real: Side = { table: apart(open().tables.orders), versions: new Versions() };
        const model: Side = { table: memoryTable("orders", layout), versions: new Versions() };
        const titles: string[] = [];
        for (const step of sequence) {
          titles.push(step.title);
          const expected = await outcome(step, model);
          assert.deepEqual(await outcome(step, real), expected, `after\n  ${titles.join("\n  ")}`);
        }
      },
    );
    await fc.assert(property, {
      ...runs(120, 12),
      // A shorter way to a failure is looked for as long as the test has time to say what it has found.
      ...{ interruptAfterTimeLimit: 90_000, markInterruptAsFailure: true },
      ...(seed === undefined ? {} : { seed: Number(seed) }),
      ...(path === undefined ? {} : { path }),
    });
  });
}

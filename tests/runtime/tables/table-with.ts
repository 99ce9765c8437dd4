import assert from "node:assert/strict";
import type { TableLayout } from "fourfold";
import { TableError } from "../../../kit/runtime/tables/errors.ts";
import { readsOf } from "../../../kit/runtime/tables/faces/reads.ts";
import { updatesOf } from "../../../kit/runtime/tables/faces/updates.ts";
import { writesOf } from "../../../kit/runtime/tables/faces/writes.ts";
import { MemoryTable } from "../../../kit/runtime/tables/memory.ts";
import type { TableStore } from "../../../kit/runtime/tables/store.ts";

export const layout: TableLayout = { key: ["list", "name"], indexes: {}, counters: ["views"] };
export const item = { list: "a", name: "1", n: 1 };

/** What happens to a call, before or after the store has done it. */
interface Mishap {
  readonly before?: unknown;
  readonly after?: unknown;
}

/** A table whose store meets mishaps, one for each call of a method, as long as there are some. */
export function tableWith(mishaps: { readonly [M in keyof TableStore]?: readonly Mishap[] }, deadline?: number) {
  const memory = new MemoryTable(layout);
  const calls: string[] = [];
  const left = new Map(Object.entries(mishaps).map(([method, list]) => [method, [...list]]));
  const store = new Proxy(memory, {
    get:
      (target, method: keyof TableStore) =>
      async (...args: readonly never[]) => {
        calls.push(method);
        const { before, after } = left.get(method)?.shift() ?? {};
        if (before !== undefined) throw before;
        const answer: unknown = await Reflect.apply(target[method], target, args);
        if (after !== undefined) throw after;
        return answer;
      },
  });
  const current = () => (deadline === undefined ? undefined : { requestId: "1", deadline });
  const table = { name: "things", layout, store, current };
  const reads = readsOf(table);
  return { ...writesOf(table), ...reads, ...updatesOf(table, reads), calls, memory, store };
}

/** What some work was refused with. */
export const met = async (work: Promise<unknown>): Promise<TableError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof TableError ? error : assert.fail(`${error}`);
};

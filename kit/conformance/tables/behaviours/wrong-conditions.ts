import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, refused, type TableTarget } from "../target.ts";

/** What the compiler refuses, and plain JavaScript can ask all the same. */
export const wrongConditions: TableGroup = {
  subject: "wrong conditions",
  behaviours: [
    {
      name: "are refused if there are two, or if a version is not a text",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        const { version } = await users.put({ id });
        await refused("Invalid", () => users.put({ id, a: 1 }, { ifAbsent: true, ifVersion: version }));
        for (const ifVersion of ["", 1, null, {}]) {
          await refused("Invalid", () => users.put({ id, a: 1 }, { ifVersion }));
          await refused("Invalid", () => users.delete({ id }, { ifVersion }));
        }
        assert.deepEqual(await users.get({ id }), { value: { id }, version });
      },
    },
    {
      name: "are refused if they are misspelt, or neither `true` nor `false`, instead of being none",
      async run({ tables: { users, orders } }: TableTarget) {
        const id = newKey();
        const stored = { value: { id }, version: (await users.put({ id })).version };
        const wrong = [
          ...[
            { ifAbsant: true },
            { ifversion: "1" },
            { put: true },
            { ifAbsent: "yes" },
            { ifAbsent: 1 },
            { ifAbsent: null },
          ],
          ...["yes", true, 5, null, ["ifAbsent"]].map((options) => options as object),
        ];
        for (const options of wrong) {
          const errors = [
            await refused("Invalid", () => users.put({ id, a: 1 }, options)),
            await refused("Invalid", () => users.delete({ id }, options)),
            await refused("Invalid", () => users.queryIndex("byEmail", { email: id }, options)),
            await refused("Invalid", () => orders.query({ userId: id }, options)),
          ];
          assert.deepEqual(
            errors.map(({ applied }) => applied),
            ["no", "no", "no", "no"],
          );
        }
        const { message } = await refused("Invalid", () => users.put({ id, a: 1 }, { ifAbsant: true }));
        assert.match(message, /"ifAbsant".*ifAbsent, ifVersion/);
        assert.deepEqual(await users.get({ id }), stored);
        const { version } = await users.put({ id }, { ifAbsent: false });
        await users.put({ id, a: 1 }, { ifVersion: version, more: undefined });
      },
    },
    {
      name: "are refused with a deletion if they are about absence, and nothing is deleted",
      async run({ tables: { orders, plain } }: TableTarget) {
        const key = newKey();
        const both = [
          [orders, { userId: key, id: "1" }, { userId: key, id: "2" }] as const,
          [plain, { list: key, name: "1" }, { list: key, name: "2" }] as const,
        ];
        for (const [table, there, none] of both) {
          const stored = { value: there, version: (await table.put(there)).version };
          for (const removed of [there, none]) {
            for (const ifAbsent of [true, false]) {
              const write = { delete: removed, ifAbsent };
              const { applied } = await refused("Invalid", () => table.transact(there, [write]));
              assert.equal(applied, "no");
              await refused("Invalid", () => table.writeMany([write]));
              await refused("Invalid", () => table.delete(removed, { ifAbsent }));
            }
          }
          assert.deepEqual(await table.get(there), stored);
        }
      },
    },
  ],
};

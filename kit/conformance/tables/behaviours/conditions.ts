import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { newKey, refused, type TableTarget } from "../target.ts";

export const conditions: TableGroup = {
  subject: "conditions",
  behaviours: [
    {
      name: "put only where there is none, if asked",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        await users.put({ id, a: 1 }, { ifAbsent: true });
        const error = await refused("Conflict", () => users.put({ id, a: 2 }, { ifAbsent: true }));

        assert.equal(error.applied, "no");
        assert.deepEqual((await users.get({ id }))?.value, { id, a: 1 });
        await users.delete({ id });
        await users.put({ id, a: 3 }, { ifAbsent: true });
      },
    },
    {
      name: "let one of many put where there is none",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        const results = await Promise.allSettled(
          Array.from({ length: 10 }, (_, by) => users.put({ id, by }, { ifAbsent: true })),
        );

        const by = results.findIndex(({ status }) => status === "fulfilled");
        assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
        assert.deepEqual((await users.get({ id }))?.value, { id, by });
      },
    },
    {
      name: "put and delete only a version, if asked",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        const { version: old } = await users.put({ id, a: 1 });
        const { version } = await users.put({ id, a: 2 }, { ifVersion: old });
        await refused("Conflict", () => users.put({ id, a: 3 }, { ifVersion: old }));
        await refused("Conflict", () => users.delete({ id }, { ifVersion: old }));
        await users.delete({ id }, { ifVersion: version });

        assert.equal(await users.get({ id }), undefined);
        await refused("Conflict", () => users.put({ id, a: 3 }, { ifVersion: version }));
        await refused("Conflict", () => users.delete({ id }, { ifVersion: version }));
      },
    },
    {
      name: "tell an item that was put again after its deletion from the one before, and equal ones from each other",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        const { version } = await users.put({ id });
        await users.put({ id });
        await refused("Conflict", () => users.put({ id, a: 1 }, { ifVersion: version }));
        await users.delete({ id });
        await users.put({ id });

        await refused("Conflict", () => users.put({ id, a: 1 }, { ifVersion: version }));
      },
    },
    {
      name: "update by many at the same time, and lose no change",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        await users.put({ id, count: 0 });
        const add = () => users.update({ id }, { add: { count: 1 } });
        await Promise.all(Array.from({ length: 4 }, add));

        assert.equal((await users.get({ id }))?.value.count, 4);
        assert.equal(await users.update({ id: newKey() }, {}), undefined);
      },
    },
  ],
};

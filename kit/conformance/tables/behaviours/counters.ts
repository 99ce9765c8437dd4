import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { unsayable } from "../perform.ts";
import { newKey, pagesOf, refused, type TableTarget } from "../target.ts";

export const counters: TableGroup = {
  subject: "counters",
  behaviours: [
    {
      name: "count beside an item, by many at the same time",
      async run({ tables }: TableTarget) {
        const users = tables.users;
        const id = newKey();
        const raised = await Promise.all(Array.from({ length: 8 }, () => users.increment({ id }, "logins")));
        const { version } = await users.put({ id, a: 1 }, { ifAbsent: true });
        await users.increment({ id }, "logins", 10);
        await users.increment({ id }, "logins", -3);
        await users.put({ id, a: 2 }, { ifVersion: version });

        assert.deepEqual(
          raised.toSorted((a, b) => a - b),
          [1, 2, 3, 4, 5, 6, 7, 8],
        );
        assert.deepEqual(await users.counters({ id }), { logins: 15 });
        assert.deepEqual((await users.get({ id }))?.value, { id, a: 2 });
        await users.delete({ id });
        assert.deepEqual(await users.counters({ id }), { logins: 0 });
      },
    },
    {
      name: "keep the counters of each item apart, and each counter",
      async run({ tables }: TableTarget) {
        const orders = tables.orders;
        const userId = newKey();
        await orders.increment({ userId, id: "1" }, "attempts", 5);
        await orders.increment({ userId, id: "1" }, "views");
        await orders.increment({ userId, id: "2" }, "views", 2);

        assert.deepEqual(await orders.counters({ userId, id: "1" }), { attempts: 5, views: 1 });
        assert.deepEqual(await orders.counters({ userId, id: "2" }), { attempts: 0, views: 2 });
        assert.deepEqual(await orders.query({ userId }), { items: [] });
      },
    },
    {
      name: "are not part of the item: no read shows them, and no version changes",
      async run({ tables: { orders } }: TableTarget) {
        const item = { userId: newKey(), id: "1", coupon: newKey(), attempts: "a text of mine" };
        const { version } = await orders.put(item);
        await orders.increment(item, "attempts", 4);
        const stored = { value: item, version };

        assert.deepEqual(await orders.get(item), stored);
        assert.deepEqual(await orders.query(item), { items: [stored] });
        assert.deepEqual(await orders.queryIndex("byCoupon", item), { items: [stored] });
        assert.deepEqual(await orders.counters(item), { attempts: 4, views: 0 });
      },
    },
    {
      name: "are in no index, also not in one by the properties of the key, whether there is an item or not",
      async run({ tables: { orders } }: TableTarget) {
        const [id, mark] = [newKey(), newKey()];
        const keys = ["1", "2", "3"].map((each) => ({ userId: mark + each, id }));
        for (const key of keys) await orders.increment(key, "views", 3);
        const [none, ...items] = keys;
        await orders.writeMany(items.map((key) => ({ put: key })));

        for (const index of ["byId", "inverted"]) {
          const found: unknown[] = [];
          for await (const page of pagesOf((from) => orders.queryIndex(index, { id }, { limit: 1, ...from }))) {
            assert.equal(page.items.length, 1, index);
            found.push(...page.items.map(({ value }) => value));
          }
          assert.deepEqual(
            found.toSorted((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
            items,
            index,
          );
        }
        assert.deepEqual(await orders.query({ userId: none?.userId }), { items: [] });
        for (const key of keys) assert.deepEqual(await orders.counters(key), { attempts: 0, views: 3 });
        for (const key of items) await orders.transact(key, [{ delete: key }]);
        assert.deepEqual(await orders.queryIndex("byId", { id }), { items: [] });
        assert.deepEqual(await orders.counters(items[0] ?? {}), { attempts: 0, views: 0 });
      },
    },
    {
      name: "make no item, and are there before it",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        assert.equal(await users.increment({ id }, "logins"), 1);
        assert.equal(await users.get({ id }), undefined);
        await refused("Conflict", () => users.delete({ id }, { ifVersion: "any" }));
        await users.put({ id }, { ifAbsent: true });

        assert.deepEqual(await users.counters({ id }), { logins: 1 });
      },
    },
    {
      name: "go below 0 and to large numbers, and answer what they are",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        const by = [-3, 0, 3, 2 ** 52, -1, -(2 ** 52)];
        const answers: number[] = [];
        for (const each of by) answers.push(await users.increment({ id }, "logins", each));

        assert.deepEqual(answers, [-3, -3, 0, 2 ** 52, 2 ** 52 - 1, -1]);
        assert.deepEqual(await users.counters({ id }), { logins: -1 });
      },
    },
    {
      name: "go from -(2^53 - 1) to 2^53 - 1, and stay as they are when they would go beyond",
      async run({ tables: { users, orders } }: TableTarget) {
        const id = newKey();
        const most = Number.MAX_SAFE_INTEGER;
        const steps: readonly (readonly [by: number, now: number | undefined])[] = [
          ...[[most, most] as const, [1, undefined] as const, [most, undefined] as const, [0, most] as const],
          ...[[-1, most - 1] as const, [2, undefined] as const, [1, most] as const, [-most, 0] as const],
          ...[[-most, -most] as const, [-1, undefined] as const, [-most, undefined] as const, [0, -most] as const],
          ...[[3, 3 - most] as const, [-4, undefined] as const, [-3, -most] as const, [most, 0] as const],
        ];
        for (const [at, [by, now]] of steps.entries()) {
          const raise = () => users.increment({ id }, "logins", by);
          if (now !== undefined) assert.equal(await raise(), now, `step ${at}`);
          else {
            const { applied, message } = await refused("Invalid", raise);
            assert.equal(applied, "no");
            assert.match(
              message,
              /"logins" would leave the range from -9007199254740991 to 9007199254740991: it stays as it is/,
            );
          }
        }
        const key = { userId: id, id: "1" };
        await orders.increment(key, "views", most);
        await refused("Invalid", () => orders.increment(key, "views", 1));
        assert.equal(await orders.increment(key, "attempts"), 1);
        assert.deepEqual(await orders.counters(key), { attempts: 1, views: most });
      },
    },
    {
      name: "are refused if they are not declared, or raised by what is not a whole number",
      async run({ tables: { users, plain } }: TableTarget) {
        const id = newKey();
        for (const name of ["attempts", "", "toString", "__proto__"]) {
          await refused("Invalid", () => users.increment({ id }, name));
        }
        for (const by of [1.5, 2 ** 53, "1", null, unsayable("NaN"), unsayable("Infinity")]) {
          const { applied } = await refused("Invalid", () => users.increment({ id }, "logins", by as number));
          assert.equal(applied, "no");
        }
        await refused("Invalid", () => plain.increment({ list: id, name: "1" }, "logins"));
        assert.deepEqual(await plain.counters({ list: id, name: "1" }), {});
        assert.deepEqual(await users.counters({ id }), { logins: 0 });
      },
    },
    {
      name: "begin again at 0 beside an item that is put after its deletion",
      async run({ tables: { orders } }: TableTarget) {
        const key = { userId: newKey(), id: "1" };
        const ways = [
          () => orders.delete(key),
          () => orders.transact(key, [{ delete: key }]),
          () => orders.writeMany([{ delete: key }]),
          async () => orders.delete(key, { ifVersion: (await orders.get(key))?.version }),
        ];
        for (const remove of ways) {
          await orders.put(key);
          assert.equal(await orders.increment(key, "views"), 1);
          await remove();
          assert.deepEqual(await orders.counters(key), { attempts: 0, views: 0 });
        }
      },
    },
    {
      name: "stay when a deletion is refused, and when the item is put in any way",
      async run({ tables: { orders } }: TableTarget) {
        const key = { userId: newKey(), id: "1" };
        await orders.put(key);
        await orders.increment(key, "attempts", 7);
        await refused("Conflict", () => orders.delete(key, { ifVersion: "any" }));
        await refused("Conflict", () => orders.transact(key, [{ delete: key, ifVersion: "any" }]));
        await orders.transact(key, [{ put: key }]);
        await orders.writeMany([{ put: { ...key, a: 1 } }]);
        await orders.update(key, { set: { a: 2 } });

        assert.deepEqual(await orders.counters(key), { attempts: 7, views: 0 });
      },
    },
    {
      name: "lose nothing while others put the item",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        const puts = Array.from({ length: 6 }, (_, at) => users.put({ id, at }));
        const raised = Array.from({ length: 6 }, () => users.increment({ id }, "logins", 2));
        await Promise.all([...puts, ...raised]);

        assert.deepEqual(await users.counters({ id }), { logins: 12 });
        assert.equal((await users.get({ id }))?.value.id, id);
      },
    },
  ],
};

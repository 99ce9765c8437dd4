import assert from "node:assert/strict";
import type { TableGroup } from "../behaviour.ts";
import { unsayable } from "../perform.ts";
import { type LooseTable, newKey, refused, type TableTarget } from "../target.ts";

/** Puts something into an item, and answers what is read there. */
async function kept(table: LooseTable, value: unknown): Promise<unknown> {
  const id = newKey();
  await table.put({ id, value });
  return (await table.get({ id }))?.value.value;
}

/** Expects that nothing is written that has something in it, at the top, in an object and in a list. */
async function refusedEverywhere(table: LooseTable, value: unknown): Promise<void> {
  const id = newKey();
  for (const item of [
    { id, value },
    { id, value: { a: value } },
    { id, value: [{ a: value }] },
  ]) {
    const { applied } = await refused("Invalid", () => table.put(item));
    assert.equal(applied, "no");
  }
  assert.equal(await table.get({ id }), undefined);
}

/** Names that mean something to one of the databases, or to JavaScript. */
const words = [
  ...["select", "from", "where", "key", "name", "value", "values", "type", "size", "ttl", "order", "group", "null"],
  ...["pk", "sk", "_ts", "_etag", "_rid", "_self", "_attachments", "_id", "stamp", "item", "partition", "sort", "hex"],
  ...["constructor", "toString", "hasOwnProperty", "valueOf", "length", "prototype", "then", "toJSON", "$ref", "$type"],
  ...["S", "N", "M", "L", "BOOL", "NULL", "stringValue", "mapValue", "fields", "createTime", "updateTime", "0", "-1"],
  ...["a.b", ".", "..", "a[0]", "a/b", "`", "'", '"', "\\", "#n", ":v", "é", "\u{1F600}", " ", "a b", "_", "__", "__a"],
];

export const values: TableGroup = {
  subject: "values",
  behaviours: [
    {
      name: "may be empty: texts, lists and objects",
      async run({ tables: { users } }: TableTarget) {
        const empty = { text: "", list: [], object: {}, inside: [{ a: "" }, { b: [] }, {}, ""] };
        assert.deepEqual(await kept(users, empty), empty);
      },
    },
    {
      name: "are numbers to the last digit, and from one end to the other",
      async run({ tables: { users } }: TableTarget) {
        const numbers = [
          ...[0.1 + 0.2, 1 / 3, 123456789.12345679, Math.PI * 1e20, 1e-7, 1.5, -0.5, 1e21, 1e15 + 0.3],
          ...[2 ** 53 - 1, 2 ** 53, 2 ** 53 + 2, 2 ** 63, 2 ** 64, -(2 ** 63), 9.99e125, -9.99e125, 1e-130, -1e-130],
        ];
        assert.deepEqual(await kept(users, numbers), numbers);
      },
    },
    {
      name: "tell numbers from texts, and `false`, `null` and 0 from nothing",
      async run({ tables: { users } }: TableTarget) {
        const others = { one: 1, text: "1", no: false, none: null, zero: 0, word: "null", list: [null, false, 0, "0"] };
        assert.deepEqual(await kept(users, others), others);
      },
    },
    {
      name: "have 0 for -0",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        await users.put({ id, value: unsayable("-0"), list: [unsayable("-0")] });

        assert.deepEqual((await users.get({ id }))?.value, { id, value: 0, list: [0] });
      },
    },
    {
      name: "are refused if they are numbers that one of the clouds does not have",
      async run({ tables: { users } }: TableTarget) {
        for (const value of [1e126, -1e126, 1.7e308, 9e-131, 5e-324, unsayable("NaN"), unsayable("Infinity")]) {
          await refusedEverywhere(users, value);
        }
      },
    },
    {
      name: "are refused if JSON does not have them",
      async run({ tables: { users } }: TableTarget) {
        for (const name of ["date", "bigint", "symbol", "map", "function"] as const) {
          await refusedEverywhere(users, unsayable(name));
        }
        const id = newKey();
        await refused("Invalid", () => users.put({ id, list: [unsayable("undefined")] }));
      },
    },
    {
      name: "are left out where they are `undefined`",
      async run({ tables: { users } }: TableTarget) {
        const id = newKey();
        const none = unsayable("undefined");
        await users.put({ id, a: none, b: { c: none, d: 1 }, list: [{ e: none }], email: none });

        assert.deepEqual((await users.get({ id }))?.value, { id, b: { d: 1 }, list: [{}] });
      },
    },
    {
      name: "are any Unicode, and refused with half of a surrogate pair",
      async run({ tables: { users } }: TableTarget) {
        const text = "\0\u0001\u001F\u007F\u0085\u2028\uFEFF\uFFFE\uFFFF\u{10FFFF} e\u0301 \r\n 👩‍💻 עברית";
        assert.deepEqual(await kept(users, { [text]: text }), { [text]: text });
        for (const half of ["\uD83D", "a\uDE00", "\uDE00\uD83D"]) {
          await refusedEverywhere(users, half);
          await refusedEverywhere(users, { [half]: 1 });
        }
      },
    },
    {
      name: "have no list directly in a list",
      async run({ tables: { users } }: TableTarget) {
        const inObjects = [{ list: [1, { list: [2] }] }];
        assert.deepEqual(await kept(users, inObjects), inObjects);
        await refusedEverywhere(users, [[]]);
        await refusedEverywhere(users, [1, { a: [[1]] }]);
      },
    },
    {
      name: "have names of any kind, also words of databases and of JavaScript",
      async run({ tables: { users, orders } }: TableTarget) {
        const object = Object.fromEntries(words.map((name, at) => [name, at]));
        const key = { userId: newKey(), id: "1", list: newKey() };
        const item = { ...object, id: newKey() };
        await users.put(item);
        await orders.put({ ...object, ...key, inside: object });

        assert.deepEqual((await users.get(item))?.value, item);
        assert.deepEqual((await orders.query(key)).items[0]?.value, { ...object, ...key, inside: object });
      },
    },
    {
      name: "have no name that is empty, or one that tables or clouds need for themselves",
      async run({ tables: { users } }: TableTarget) {
        for (const name of ["", "__a__", "____", "__name__", "__proto__"]) {
          await refusedEverywhere(users, Object.fromEntries([[name, 1]]));
        }
        const id = newKey();
        for (const name of ["_version", "_expires", "__a__", ""]) {
          const { message } = await refused("Invalid", () => users.put({ id, [name]: 1 }));
          assert.match(message, new RegExp(`"${name}"`));
        }
        const deeper = { _version: 1, _expires: "soon" };
        assert.deepEqual(await kept(users, deeper), deeper);
      },
    },
    {
      name: "are in objects: an item is nothing else",
      async run({ tables: { users } }: TableTarget) {
        const items = [[], [{ id: "1" }], ["id"], ...(["map", "date", "undefined", "NaN"] as const).map(unsayable)];
        for (const item of items) await refused("Invalid", () => users.put(item));
      },
    },
    {
      name: "expire at a whole number of seconds, and at nothing else",
      async run({ tables: { orders } }: TableTarget) {
        const key = { userId: newKey(), id: "1" };
        for (const expiresAt of [1.5, -1, "soon", null, {}, 1e16]) {
          const { message } = await refused("Invalid", () => orders.put({ ...key, expiresAt }));
          assert.match(message, /"expiresAt" is not a whole number of seconds since 1970/);
        }
        assert.equal(await orders.get(key), undefined);
      },
    },
  ],
};

import assert from "node:assert/strict";
import type { TableLayout, tableRefusals } from "fourfold";
import { TableError, type TableErrorCode } from "../../../kit/runtime/tables/errors.ts";
import { toItem, toKeyValue, toRecordKey } from "../../../kit/runtime/tables/values.ts";

const layout: TableLayout = { key: ["id"], indexes: { byEmail: ["email"] }, counters: [], expires: "until" };

const refused = (work: () => unknown): readonly [TableErrorCode, string] => {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof TableError, `${error}`);
    return [error.code, error.message];
  }
  return assert.fail("It is accepted.");
};

class Money {
  readonly amount = 3;
}

describe("items of tables", () => {
  it("are what JSON makes of them: without what is undefined, and with 0 for -0", () => {
    const { item } = toItem({ id: "1", gone: undefined, zero: -0, list: [-0], nested: { gone: undefined } }, layout);

    assert.deepEqual(item, { id: "1", zero: 0, list: [0], nested: {} });
    assert.ok(Object.is(item.zero, 0));
  });

  const wrong: Readonly<Record<string, readonly [item: unknown, code: TableErrorCode, said: RegExp]>> = {
    "what is not an object": ["text", "Invalid", /not an object/],
    "a list": [[], "Invalid", /^the item is not a plain object/],
    "an object of a class": [{ id: "1", price: new Money() }, "Invalid", /price is not a plain object/],
    "a date": [{ id: "1", at: new Date() }, "Invalid", /at is not a plain object/],
    "a function": [{ id: "1", run: () => 1 }, "Invalid", /run is a function, which JSON does not have/],
    "a bigint": [{ id: "1", big: 1n }, "Invalid", /big is a bigint/],
    NaN: [{ id: "1", a: { b: [Number.NaN] } }, "Invalid", /a\.b\[0\] is NaN/],
    Infinity: [{ id: "1", n: Number.POSITIVE_INFINITY }, "Invalid", /n is Infinity/],
    "a number that is too large": [
      { id: "1", n: 1e126 },
      "Invalid",
      /^n is out of range: numbers go from 1e-130 to 9\.99e\+125\.$/,
    ],
    "a number that is too small": [{ id: "1", n: 1e-131 }, "Invalid", /^n is out of range/],
    "half of a surrogate pair": [{ id: "1", text: "\uD800" }, "Invalid", /text has half of a surrogate pair/],
    "a list in a list": [{ id: "1", rows: [[1]] }, "Invalid", /rows\[0\] is a list in a list/],
    "a list with a hole": [{ id: "1", rows: [undefined] }, "Invalid", /rows\[0\] is a undefined|rows\[0\]/],
    "a property without a name": [{ id: "1", a: { "": 1 } }, "Invalid", /"a\." is not a valid name/],
    "a property with a reserved name": [{ id: "1", __x__: 1 }, "Invalid", /"__x__" is not a valid name/],
    "a property that tables need": [{ id: "1", _version: "x" }, "Invalid", /"_version" is one that tables need/],
    "no key": [{ email: "a" }, "Invalid", /^the property "id" is missing\.$/],
    "a number as key": [{ id: 1 }, "Invalid", /"id" is not a text/],
    "an empty key": [{ id: "" }, "Invalid", /"id" is not a well-formed text of 1 to 500 bytes/],
    "a key of 501 bytes": [{ id: "é".repeat(251) }, "Invalid", /1 to 500 bytes/],
    "a key with U+0000": [{ id: "a\0b" }, "Invalid", /without U\+0000/],
    "null in an index": [{ id: "1", email: null }, "Invalid", /"email" is not a text/],
    "an empty text in an index": [{ id: "1", email: "" }, "Invalid", /"email" is not a well-formed text/],
    "an expiry that is not whole": [{ id: "1", until: 1.5 }, "Invalid", /"until" is not a whole number of seconds/],
    "an expiry that is a text": [{ id: "1", until: "2026" }, "Invalid", /"until" is not a whole number/],
    "more than 350,000 bytes": [
      { id: "1", text: "x".repeat(350_000) },
      "TooLarge",
      /350,0\d\d bytes, of at most 350,000/,
    ],
    "more bytes as JSON": [{ id: "1", text: "\u0001".repeat(60_000) }, "TooLarge", /of at most 350,000/],
    "more bytes as DynamoDB counts": [{ id: "1", list: Array.from({ length: 40_000 }, () => 1) }, "TooLarge", /bytes/],
  };
  for (const [what, [item, code, said]] of Object.entries(wrong)) {
    it(`are refused with ${what}`, () => {
      const [met, message] = refused(() => toItem(item, layout));

      assert.equal(met, code, message);
      assert.match(message, said);
    });
  }

  const examples: Readonly<Record<keyof typeof tableRefusals, readonly object[]>> = {
    "a list directly in a list": [{ rows: [[1]] }, { a: { rows: [1, []] } }],
    "half of a surrogate pair in a text": [{ text: "\uDE00a" }],
    "numbers that are not finite": [{ n: Number.NaN }, { n: Number.NEGATIVE_INFINITY }],
    "dates, and other objects that are not plain": [{ at: new Date() }, { price: new Money() }, { all: new Map() }],
    "properties without a name, or with one `__like_this__`": [{ "": 1 }, { a: { __x__: 1 } }],
    "`_version` and `_expires` at the top": [{ _version: 1 }, { _expires: 1 }],
    "`null` or an empty text in a key or an index": [{ id: null }, { id: "" }, { email: null }, { email: "" }],
    "U+0000 in a key or an index": [{ id: "a\0" }, { email: "\0" }],
  };
  for (const [what, items] of Object.entries(examples)) {
    it(`are refused with what the documents list: ${what}`, () => {
      for (const item of items) assert.equal(refused(() => toItem({ id: "1", ...item }, layout))[0], "Invalid");
    });
  }

  it("have keys of any other text of 1 to 500 bytes", () => {
    for (const key of [" ", "/", "é".repeat(250), "\u{1F600}".repeat(125), "__x__", "."]) {
      assert.equal(toKeyValue(key, "id"), key);
    }
    assert.deepEqual(toRecordKey(["a", "b"], { a: "1", b: "2", c: "3" }), { partition: "1", sort: "2" });
    assert.deepEqual(refused(() => toRecordKey(["a", "b"], { a: "1" }))[0], "Invalid");
    assert.deepEqual(refused(() => toRecordKey(["a"], undefined))[0], "Invalid");
  });
});

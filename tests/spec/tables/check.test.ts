import assert from "node:assert/strict";
import { type AnySet, checkSet, type ErrorCode, functionSet, isFourfoldError, settleTable } from "fourfold";

/** A set as plain JavaScript writes it: nothing is known of its types. */
const setOf = (options: object): AnySet =>
  functionSet("shop", {
    root: "file:///shop/shop.ts",
    resources: { users: { kind: "table", owned: true, schema: {}, options } as never },
    functions: { a: { handler: "./x.ts", http: true, links: { users: ["read", "write"] } } as never },
  });

function refusal(set: AnySet): { readonly code: ErrorCode; readonly message: string } {
  try {
    checkSet(set);
  } catch (error) {
    if (isFourfoldError(error)) return error;
    throw error;
  }
  return assert.fail("The set is accepted.");
}

const many = (count: number, each: (at: number) => readonly [string, unknown]) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => each(at)));

describe("a set with tables", () => {
  it("is accepted with all that they can have", () => {
    const options = {
      key: ["userId", "id"],
      indexes: { ...many(18, (at) => [`by${at}`, ["status", `placed_${at}`]]), byX: "x", ["b".repeat(24)]: "x" },
      counters: ["views", "attempts"],
      expires: "expiresAt",
      was: ["customers"],
    };

    assert.doesNotThrow(() => checkSet(setOf(options)));
  });

  const wrong: Readonly<Record<string, readonly [options: object, code: ErrorCode, said: RegExp]>> = {
    "no key": [{}, "ERR_SPEC", /Table "users" of set "shop": it lacks "key"|key/],
    "an empty key": [{ key: [] }, "ERR_SPEC", /its key has 0 properties.*Name one or two/],
    "a key of three properties": [{ key: ["a", "b", "c"] }, "ERR_SPEC", /its key has 3 properties/],
    "a key with the same property twice": [{ key: ["a", "a"] }, "ERR_SPEC", /names "a" twice/],
    "a number as key": [{ key: 1 }, "ERR_SPEC", /key/],
    "a key that is not a name": [
      { key: "user id" },
      "ERR_SPEC",
      /"user id" is not a valid name for a property of its key/,
    ],
    "a key that tables need for themselves": [{ key: "_version" }, "ERR_SPEC", /"_version" is not a valid name/],
    "an index of nothing": [{ key: "id", indexes: { byX: [] } }, "ERR_SPEC", /its index "byX" has 0 properties/],
    "an index with a name that is none": [
      { key: "id", indexes: { "by x": "x" } },
      "ERR_SPEC",
      /"by x" is not a valid name for an index/,
    ],
    "an index with a name that DynamoDB does not take": [
      { key: "id", indexes: { at: "at" } },
      "ERR_SPEC",
      /"at" is not a valid name for an index\. Use 3 to 24 letters and digits, a small letter first\./,
    ],
    "an index with a name of 25 letters": [
      { key: "id", indexes: { ["b".repeat(25)]: "at" } },
      "ERR_SPEC",
      /not a valid name for an index/,
    ],
    "more indexes than a table can have": [
      { key: "id", indexes: many(21, (at) => [`by${at}`, "x"]) },
      "ERR_LIMIT",
      /it has 21 indexes, of at most 20/,
    ],
    "a counter twice": [{ key: "id", counters: ["a", "a"] }, "ERR_SPEC", /two counters "a"/],
    "a counter that is not a name": [{ key: "id", counters: [""] }, "ERR_SPEC", /"" is not a valid name for a counter/],
    "more counters than a table can have": [
      { key: "id", counters: Object.keys(many(11, (at) => [`c${at}`, 0])) },
      "ERR_LIMIT",
      /11 counters, of at most 10/,
    ],
    "a misspelt option": [
      { key: "id", indexez: {} },
      "ERR_SPEC",
      /no property "indexez".*Did you mean "indexes"|indexez/,
    ],
    "an expiry that is not a name": [
      { key: "id", expires: "expires at" },
      "ERR_SPEC",
      /"expires at" is not a valid name/,
    ],
  };
  for (const [what, [options, code, said]] of Object.entries(wrong)) {
    it(`is refused with ${what}`, () => {
      const error = refusal(setOf(options));

      assert.equal(error.code, code);
      assert.match(error.message, said);
    });
  }

  it("tells a table what its items are found by", () => {
    const options = { key: "id", indexes: { byEmail: "email", byAge: ["group", "age"] }, expires: "until" };

    assert.deepEqual(settleTable(options, "Table"), {
      key: ["id"],
      indexes: { byEmail: ["email"], byAge: ["group", "age"] },
      counters: [],
      expires: "until",
    });
  });
});

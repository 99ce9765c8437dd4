import assert from "node:assert/strict";
import {
  type AnySet,
  checkSet,
  type ErrorCode,
  functionSet,
  requireSecretValue,
  secretLimits,
  settleSecret,
  wrongWithSecret,
} from "fourfold";
import { refuses } from "../../support/refuses.ts";

/** A set as plain JavaScript writes it: nothing is known of its types. */
const setOf = (options: object): AnySet =>
  functionSet("shop", {
    root: "file:///shop/shop.ts",
    resources: { signing: { kind: "secret", owned: true, options } as never },
    functions: { a: { handler: "./x.ts", http: true, links: { signing: ["read"] } } as never },
  });

describe("a set with secrets", () => {
  const right: Readonly<Record<string, object>> = {
    "nothing: the stack binds it": {},
    "the fewest bytes": { generate: "16 bytes" },
    "the most bytes, and a former name": { generate: "1024 bytes", was: ["jwt"] },
    "a value that is set later": { later: true },
  };
  for (const [name, options] of Object.entries(right)) {
    it(`is accepted with ${name}`, () => checkSet(setOf(options)));
  }

  const wrong: Readonly<Record<string, readonly [options: object, code: ErrorCode, said: RegExp]>> = {
    "a misspelt option": [{ generated: "64 bytes" }, "ERR_SPEC", /no property "generated".*Did you mean "generate"/],
    "a number": [{ generate: 64 }, "ERR_SPEC", /`generate` is a number, not a string/],
    "another unit": [{ generate: "64 B" }, "ERR_SPEC", /"64 B" is not a number of bytes.*Write it like "64 bytes"/],
    "half a byte": [{ generate: "16.5 bytes" }, "ERR_SPEC", /is not a number of bytes/],
    "too few bytes": [{ generate: "15 bytes" }, "ERR_LIMIT", /of 15 bytes is not possible.*Use 16 to 1,024 bytes/],
    "too many bytes": [{ generate: "1025 bytes" }, "ERR_LIMIT", /of 1025 bytes is not possible/],
    "two sources": [{ generate: "64 bytes", later: true }, "ERR_SPEC", /more than one place/],
  };
  for (const [name, [options, code, said]] of Object.entries(wrong)) {
    it(`is refused with ${name}`, () => {
      const { message } = refuses(code, said, () => checkSet(setOf(options)));

      assert.match(message, /^Secret "signing" of set "shop"/);
    });
  }

  it("says where a value comes from", () => {
    assert.deepEqual(settleSecret({ value: "x" }, "Secret"), { kind: "bound" });
    assert.deepEqual(settleSecret({ generate: "64 bytes" }, "Secret"), { kind: "generated", bytes: 64 });
    assert.deepEqual(settleSecret({ later: true }, "Secret"), { kind: "later" });
    assert.deepEqual(settleSecret({ value: "x", later: false }, "Secret"), { kind: "bound" });
    refuses("ERR_SPEC", /more than one place/, () => settleSecret({ value: "x", later: true }, "Secret"));
  });
});

describe("the value of a secret", () => {
  const { max } = secretLimits.value;

  it("is text of 1 to 5,000 bytes", () => {
    for (const value of ["x", "é".repeat(max / 2), " \n"]) assert.equal(requireSecretValue(value, "Secret"), value);
  });

  const wrong: Readonly<Record<string, readonly [value: unknown, said: string]>> = {
    "an empty one": ["", "it is empty"],
    "one that is too long": [`${"é".repeat(max / 2)}x`, "it has 5,001 bytes, of at most 5,000"],
    "half a character": ["a\ud83d", "it is not well-formed Unicode"],
    "a number": [12_345, "it is not a string"],
    nothing: [undefined, "it is not a string"],
  };
  for (const [name, [value, said]] of Object.entries(wrong)) {
    it(`is refused when it is ${name}, without saying it`, () => {
      const { message } = refuses("ERR_LIMIT", /its value cannot be kept: /, () => requireSecretValue(value, "Secret"));

      assert.equal(wrongWithSecret(value), said);
      assert.ok(value === "" || value === undefined || !message.includes(String(value)));
    });
  }
});

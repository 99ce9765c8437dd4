import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type AnySet,
  checkSet,
  clouds,
  type Duration,
  functionLimits,
  functionSet,
  isFourfoldError,
  type Size,
  settleFunction,
  toBytes,
  toSeconds,
} from "fourfold";
import { fuzz } from "../runtime/support/fuzz.ts";

/** What a call gave, or `undefined` when it was refused as users' mistakes are. */
function tried<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    if (isFourfoldError(error)) return undefined;
    throw error;
  }
}

const amount = fc.oneof(
  fc.integer({ min: 1, max: 100_000 }).map(String),
  fc.double({ min: 0.001, max: 10_000, noNaN: true }).map((value) => value.toFixed(3)),
);
const odd = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("0", "-1", "1e9", "0x10", "", " 1", "Infinity", "NaN", "1_000", "\u0661", "9".repeat(400)),
);
const unit = (...units: readonly string[]) => fc.constantFrom(...units);
const anyUnit = fc.oneof(unit("B", "KB", "MB", "GB", "second", "seconds", "days"), fc.string());

const size = fc.oneof(fc.tuple(amount, unit("B", "KB", "MB", "GB")), fc.tuple(fc.oneof(amount, odd), anyUnit));
const duration = fc.oneof(
  fc.tuple(amount, unit("second", "seconds", "minutes", "hours", "days")),
  fc.tuple(fc.oneof(amount, odd), anyUnit),
);
const written = <T>(pair: fc.Arbitrary<[string, string]>) => pair.map((parts) => parts.join(" ") as T);

const name = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "api",
      "web",
      "a",
      "A",
      "a-b",
      "",
      "__proto__",
      "constructor",
      "toString",
      "x".repeat(70),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
);
const anything = fc.oneof(fc.anything({ maxDepth: 2 }), fc.constantFrom("./api.ts", true, {}, "param"));
const dictionary = <T>(value: fc.Arbitrary<T>) =>
  fc.array(fc.tuple(name, value), { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs));
const functionSpec = fc.record(
  {
    handler: fc.oneof(fc.constant("./api.ts"), fc.string()),
    http: fc.oneof(fc.constant(true), fc.record({ streaming: fc.boolean(), maxBody: written<string>(size) })),
    memory: written<string>(size),
    timeout: written<string>(duration),
    links: dictionary(fc.oneof(fc.constant(["read"]), fc.array(name))),
    was: fc.array(name, { maxLength: 2 }),
    environment: dictionary(fc.string()),
  },
  { requiredKeys: ["handler"] },
);
const set = fc.record(
  {
    name,
    root: fc.constantFrom(import.meta.url, "", "/a", "file:///a/b.ts"),
    resources: dictionary(fc.oneof(fc.constant({ kind: "param", owned: false }), anything)),
    functions: dictionary(fc.oneof({ weight: 4, arbitrary: functionSpec }, { weight: 1, arbitrary: fc.record({}) })),
    routes: dictionary(name),
    exports: dictionary(fc.constant(["read"])),
  },
  { requiredKeys: ["name", "root", "functions"] },
);

describe("whatever a set says", () => {
  it("a size or duration is a positive number, or is refused", async () => {
    await fuzz(
      fc.asyncProperty(written<Size>(size), written<Duration>(duration), async (asked, time) => {
        for (const value of [tried(() => toBytes(asked)), tried(() => toSeconds(time))]) {
          assert.ok(value === undefined || (value > 0 && Number.isFinite(value)), `${asked}, ${time}: ${value}`);
        }
      }),
      2_000,
    );
  });

  it("a size is as large as its number times its unit", async () => {
    const units = { B: 1, KB: 2 ** 10, MB: 2 ** 20, GB: 2 ** 30 } as const;
    await fuzz(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom("B", "KB", "MB", "GB"),
        async (count, of) => {
          assert.equal(toBytes(`${count} ${of}`), count * units[of]);
        },
      ),
    );
  });

  it("a function that is accepted keeps the limits of its cloud, and has at least what it asked for", async () => {
    await fuzz(
      fc.asyncProperty(
        fc.constantFrom(...clouds),
        written<Size>(size),
        written<Duration>(duration),
        async (cloud, memory, timeout) => {
          const settled = tried(() => settleFunction({ http: true, memory, timeout }, cloud, 'Function "api"'));
          if (settled === undefined) return;

          const { timeout: longest } = functionLimits[cloud];
          assert.ok(Number.isInteger(settled.timeout) && settled.timeout > 0);
          assert.ok(longest.value === false || settled.timeout <= longest.value);
          assert.equal(settled.timeout, toSeconds(timeout));
          assert.ok(settled.memory === undefined || settled.memory * 2 ** 20 >= toBytes(memory));
        },
      ),
      1_000,
    );
  });

  it("a set is accepted, or refused with a message: never is there an error of ours", async () => {
    await fuzz(
      fc.asyncProperty(set, async (described) => {
        const { name, ...spec } = described;
        tried(() => checkSet(Reflect.apply(functionSet as (...args: never[]) => AnySet, undefined, [name, spec])));
      }),
      1_000,
    );
  });
});

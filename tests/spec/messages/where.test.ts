import assert from "node:assert/strict";
import { clouds, type Filter, isFourfoldError, matches, settleWhere, toConditions, type Where } from "fourfold";

describe("a filter", () => {
  const meanings: readonly (readonly [filter: Filter, wanted: readonly string[], absent: boolean])[] = [
    ["a", ["a"], false],
    [["a", "b"], ["a", "b"], false],
    [{ prefix: "a" }, ["a", "ab"], false],
    [{ exists: true }, ["a", "ab", "b", "A"], false],
    [{ exists: false }, [], true],
    [{ not: "a" }, ["ab", "b", "A"], false],
    [{ not: ["a", "b"] }, ["ab", "A"], false],
  ];
  for (const [filter, wanted, absent] of meanings) {
    it(`${JSON.stringify(filter)} means the same everywhere`, () => {
      const conditions = toConditions({ kind: filter });

      assert.deepEqual(
        ["a", "ab", "b", "A"].filter((kind) => matches(conditions, { kind })),
        wanted,
      );
      assert.equal(matches(conditions, { other: "a" }), absent);
    });
  }

  it("wants what matches each of its attributes, and everything when it has none", () => {
    const conditions = toConditions({ kind: "a", region: { prefix: "eu-" } });

    assert.equal(matches(conditions, { kind: "a", region: "eu-1" }), true);
    assert.equal(matches(conditions, { kind: "a", region: "us-1" }), false);
    assert.equal(matches(conditions, { region: "eu-1" }), false);
    assert.equal(matches(toConditions({}), {}), true);
  });

  it("does not take what every object has for an attribute", () => {
    assert.equal(matches(toConditions({ constructor: { exists: true } }), {}), false);
  });

  const all: Where = {
    one: "a'b",
    some: ['x"y', "z\\"],
    start: { prefix: "10%_\\" },
    there: { exists: true },
    none: { exists: false },
  };
  const written = {
    // https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
    aws: '{"one":["a\'b"],"some":["x\\\\\\"y","z\\\\\\\\"],"start":[{"prefix":"10%_\\\\\\\\"}],"there":[{"exists":true}],"none":[{"exists":false}]}',
    // https://cloud.google.com/pubsub/docs/subscription-message-filter#filtering_syntax
    gcp: 'attributes.one = "a\'b" AND (attributes.some = "x\\"y" OR attributes.some = "z\\\\") AND hasPrefix(attributes.start, "10%_\\\\") AND attributes:there AND NOT attributes:none',
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter
    azure:
      "user.one IN ('a''b') AND user.some IN ('x\"y', 'z\\') AND user.start LIKE '10\\%\\_\\\\%' ESCAPE '\\' AND EXISTS(user.there) AND NOT EXISTS(user.none)",
    cloudflare:
      '{"one":{"in":["a\'b"]},"some":{"in":["x\\"y","z\\\\"]},"start":{"prefix":"10%_\\\\"},"there":{"exists":true},"none":{"exists":false}}',
  };
  const different = {
    aws: '{"kind":[{"anything-but":["a","b"]}]}',
    gcp: 'attributes:kind AND attributes.kind != "a" AND attributes.kind != "b"',
    azure: "user.kind NOT IN ('a', 'b')",
    cloudflare: '{"kind":{"not":["a","b"]}}',
  };
  for (const cloud of clouds) {
    it(`is written in the language of ${cloud}, whatever texts it has`, () => {
      assert.equal(settleWhere(all, cloud, "here"), written[cloud]);
      assert.equal(settleWhere({ kind: { not: ["a", "b"] } }, cloud, "here"), different[cloud]);
      assert.equal(settleWhere({}, cloud, "here"), undefined);
    });
  }

  const most = {
    aws: [{ a: many(15), b: many(10) }, { a: many(151) }, /151 combinations of values, and aws takes 150/],
    gcp: [{ a: "x".repeat(239) }, { a: "x".repeat(240) }, /257 bytes, and gcp takes 256/],
    azure: [{ a: "x".repeat(1_010) }, { a: "x".repeat(1_011) }, /1,025 characters, and azure takes 1,024/],
  } as const satisfies Readonly<Record<string, readonly [fits: Where, large: Where, said: RegExp]>>;
  for (const cloud of ["aws", "gcp", "azure"] as const) {
    it(`may be as large as ${cloud} takes it, and is refused when it is larger`, () => {
      const [fits, large, said] = most[cloud];

      assert.ok(settleWhere(fits, cloud, 'Function "notify"'));
      assert.throws(
        () => settleWhere(large, cloud, 'Function "notify"'),
        (error) => {
          return isFourfoldError(error) && error.code === "ERR_LIMIT" && said.test(error.message);
        },
      );
    });
  }
});

function many(count: number): [string, ...string[]] {
  return ["0", ...Array.from({ length: count - 1 }, (_, index) => String(index + 1))];
}

import assert from "node:assert/strict";
import { describeClosest, differences } from "../../kit/testing/match.ts";

describe("Matching a part of a resource's inputs", () => {
  it("ignores what is not expected", () => {
    assert.deepEqual(differences({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } }), []);
  });

  it("names each place that differs", () => {
    assert.deepEqual(differences({ a: { list: [{ x: 1, y: 2 }] }, b: 1 }, { a: { list: [{ x: 2 }] }, c: 3 }), [
      { path: "a.list[0].x", expected: 2, actual: 1 },
      { path: "c", expected: 3, actual: undefined },
    ]);
  });

  it("compares lists of another length as a whole", () => {
    assert.deepEqual(differences({ list: [1, 2] }, { list: [1] }), [{ path: "list", expected: [1], actual: [1, 2] }]);
  });

  it("shows the first five differences of the closest", () => {
    const expected = Object.fromEntries([..."abcdefg"].map((key) => [key, 1]));

    const text = describeClosest(
      [
        { name: "far", inputs: {} },
        { name: "near", inputs: { a: 1 } },
      ],
      expected,
    );

    assert.deepEqual(text.split("\n"), [
      'The closest is "near", where',
      ...[..."bcdef"].map((key) => `  ${key} should be 1, but is missing`),
      "  … and 1 more",
    ]);
  });
});

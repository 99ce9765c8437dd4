import assert from "node:assert/strict";
import { Inputs, UnreadableInput } from "../../../kit/cost/resources/inputs.ts";
import { unknown } from "../../../kit/cost/resources/resource.ts";

const inputs = new Inputs({
  ...{ memorySize: 512, retention: "30", reserved: -1, name: "orders", on: false, later: unknown, none: null },
  ...{ scaling: { max: 4, min: unknown }, architectures: ["arm64"], rules: [{ days: 7 }, { days: unknown }] },
});

const unreadable = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof UnreadableInput);
    return [error.property, error.why];
  }
  return assert.fail();
};

describe("what a meter reads of a resource", () => {
  it("is what stands there, or what the provider takes where nothing does", () => {
    assert.deepEqual(
      [inputs.number("memorySize", 128), inputs.number("timeout", 3), inputs.number("none", 5)],
      [512, 3, 5],
    );
    assert.deepEqual(
      [inputs.number("retention", 0), inputs.text("name"), inputs.text("class", "STANDARD")],
      [30, "orders", "STANDARD"],
    );
    assert.deepEqual(
      [inputs.flag("on", true), inputs.flag("off", true), inputs.number("scaling.max", 1)],
      [false, true, 4],
    );
    assert.deepEqual(
      [inputs.texts("architectures"), inputs.texts("layers"), inputs.has("scaling"), inputs.has("none")],
      [["arm64"], [], true, false],
    );
    assert.equal(inputs.list("rules")[0]?.number("days", 0), 7);
  });

  it("is never taken for missing where it is not known yet", () => {
    const why = "is not known before the deployment";

    assert.deepEqual(
      unreadable(() => inputs.number("later", 1)),
      ["later", why],
    );
    assert.deepEqual(
      unreadable(() => inputs.text("later.name")),
      ["later", why],
    );
    assert.deepEqual(
      unreadable(() => inputs.has("scaling.min")),
      ["scaling.min", why],
    );
    assert.deepEqual(
      unreadable(() => inputs.list("rules")[1]?.number("days", 0)),
      ["rules[1].days", why],
    );
    assert.deepEqual(
      unreadable(() => new Inputs({ zones: ["a", unknown] }).texts("zones")),
      ["zones[1]", why],
    );
  });

  it("says of what it does not take where it stands", () => {
    assert.deepEqual(
      unreadable(() => inputs.number("name", 1)),
      ["name", "is not a number"],
    );
    assert.deepEqual(
      unreadable(() => inputs.number("scaling", 1)),
      ["scaling", "is not a number"],
    );
    assert.deepEqual(
      unreadable(() => inputs.number("reserved", 0)),
      ["reserved", "is -1, and a number from 0 on is expected"],
    );
    assert.equal(inputs.number("reserved", -1), -1, "the vendor takes it for none");
    assert.deepEqual(
      unreadable(() => inputs.text("memorySize")),
      ["memorySize", "is not a text"],
    );
    assert.deepEqual(
      unreadable(() => inputs.flag("name")),
      ["name", "is neither true nor false"],
    );
    assert.deepEqual(
      unreadable(() => inputs.list("name")),
      ["name", "is not a list"],
    );
    assert.deepEqual(
      unreadable(() => inputs.list("architectures")),
      ["architectures[0]", "is not an object"],
    );
    assert.deepEqual(
      unreadable(() => inputs.texts("rules")),
      ["rules[0]", "is not a text"],
    );
  });
});

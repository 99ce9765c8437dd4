import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import { attributesOf } from "../../components/support/handle.ts";
import { knownValue } from "../../components/support/inputs.ts";

describe("an input", () => {
  it("is known where nothing in it is an output or a promise, also where it leads back to itself", () => {
    const round: { inside?: object } = {};
    round.inside = { round };

    assert.equal(knownValue(round), round);
    assert.equal(knownValue({ deep: [output("later")] }), undefined);
    assert.equal(knownValue([Promise.resolve("later")]), undefined);
  });
});

describe("the handle of another resource", () => {
  it("is refused without an attribute that is needed, at once where it is known", () => {
    const handle = { kind: "foundation", cloud: "aws", id: "x", attributes: { region: "eu-west-1" } } as const;
    const on = attributesOf(handle, { kind: "foundation", cloud: "aws" }, 'Function "api"');

    assert.throws(() => on("tags"), {
      code: "ERR_BIND",
      message: /^Function "api": the foundation on aws that it was given has no attribute "tags"\. Deploy it again/,
    });
  });
});

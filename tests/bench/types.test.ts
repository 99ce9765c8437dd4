import assert from "node:assert/strict";
import { compile } from "../../bench/project/types.ts";
import { type Clone, createClone } from "../support/clone.ts";

describe("the types of a large set", function () {
  this.timeout(60_000);
  let clone: Clone;

  before(() => {
    clone = createClone();
  });
  after(() => clone.remove());

  it("are checked in a time that grows with the number of functions, and not with its square", () => {
    const [some, twice] = [compile(clone.folder, 200), compile(clone.folder, 400)];

    assert.ok(some.instantiations > 10_000, `${some.instantiations} types`);
    const growth = twice.instantiations / some.instantiations;
    assert.ok(growth < 2, `${some.instantiations} types of 200 functions, ${twice.instantiations} of 400`);
  });
});

import assert from "node:assert/strict";
import { timeId } from "../../../functions/model/id.ts";

describe("ids that sort by time", () => {
  it("are ULIDs: 26 letters, and the time of the specification's example", () => {
    assert.match(timeId(), /^[0-9A-HJKMNP-TV-Z]{26}$/);
    // https://github.com/ulid/spec#components
    assert.equal(timeId(1_469_918_176_385).slice(0, 10), "01ARYZ6S41");
    assert.equal(timeId(0).slice(0, 10), "0000000000");
  });

  it("sort as their times, to the millisecond", () => {
    const times = [0, 1, 31, 32, 1_023, 1_024, 1_700_000_000_000, 1_700_000_000_001, 2 ** 48 - 1];

    const ids = times.map((time) => timeId(time));

    assert.deepEqual(ids.toSorted(), ids);
  });

  it("differ within a millisecond", () => {
    const ids = Array.from({ length: 1_000 }, () => timeId(7));

    assert.equal(new Set(ids).size, ids.length);
  });
});

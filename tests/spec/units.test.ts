import assert from "node:assert/strict";
import fc from "fast-check";
import { type Duration, type Size, toBytes, toMegabytes, toSeconds } from "fourfold";
import { refuses } from "../support/refuses.ts";

describe("durations", () => {
  it("are read in seconds, singular and plural alike", () => {
    assert.equal(toSeconds("1 second"), 1);
    assert.equal(toSeconds("20 seconds"), 20);
    assert.equal(toSeconds("1.5 minutes"), 90);
    assert.equal(toSeconds("2 hours"), 7_200);
    assert.equal(toSeconds("7 days"), 604_800);
  });

  for (const wrong of [
    "-1 seconds",
    "0 seconds",
    "0x10 seconds",
    "1e9 seconds",
    "10 sec",
    "10",
    " 10 seconds",
    "ten seconds",
  ]) {
    it(`refuse ${JSON.stringify(wrong)}`, () => {
      refuses("ERR_SPEC", /no(t a)? .*quantity/, () => toSeconds(wrong as Duration));
    });
  }

  it("grow with their number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (count) => {
        assert.equal(toSeconds(`${count} minutes`), count * toSeconds("1 minute"));
      }),
    );
  });
});

describe("sizes", () => {
  it("are binary", () => {
    assert.equal(toBytes("1 KB"), 1_024);
    assert.equal(toBytes("1 GB"), 1_024 ** 3);
    assert.equal(toMegabytes("1.5 GB"), 1_536);
  });

  for (const wrong of ["-1 MB", "0 MB", "0x10 MB", "1e2 MB", "10 mb", "10MB", "Infinity MB"]) {
    it(`refuse ${JSON.stringify(wrong)}`, () => {
      refuses("ERR_SPEC", /quantity/, () => toBytes(wrong as Size));
    });
  }
});

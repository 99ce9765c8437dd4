import assert from "node:assert/strict";
import { open } from "../../kit/runtime/drivers/param.ts";
import { openLinks } from "../../kit/runtime/links.ts";

const link = { kind: "param", verbs: ["read"] } as const;
const read = (environment: Record<string, string>) =>
  openLinks('Function "api"', { flags: link, taxRates: link }, { param: open }, environment).handed;

describe("links", () => {
  it("are read from the environment, each as JSON", () => {
    const links = read({ FOURFOLD_FLAGS: '{"beta":true}', FOURFOLD_TAX_RATES: "[7,19]", FOURFOLD_OTHER: "1" });

    assert.deepEqual(links, { flags: { beta: true }, taxRates: [7, 19] });
  });

  it("are none where none are asked for", () => {
    assert.deepEqual(openLinks("x", undefined, {}, { FOURFOLD_FLAGS: "1" }).handed, {});
  });

  it("name the variable that is missing", () => {
    assert.throws(() => read({ FOURFOLD_FLAGS: "1" }), {
      code: "ERR_LINK",
      message: /Function "api".*FOURFOLD_TAX_RATES/,
    });
  });

  it("name the variable that cannot be read, and not its value", () => {
    assert.throws(
      () => read({ FOURFOLD_FLAGS: "hunter2{", FOURFOLD_TAX_RATES: "1" }),
      (error) => {
        assert.match(String(error), /FOURFOLD_FLAGS/);
        assert.doesNotMatch(String(error), /hunter2/);
        return true;
      },
    );
  });

  it("name the resource that the code cannot open", () => {
    assert.throws(() => openLinks('Function "api"', { flags: link }, {}, { FOURFOLD_FLAGS: "1" }), {
      code: "ERR_LINK",
      message: /Function "api": its code has nothing that opens the param "flags"/,
    });
  });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsIn } from "../../../policies/pack/team.ts";
import { defaultSettings } from "../../../policies/settings/settings.ts";
import { ruleFor } from "../support/rules.ts";

const catalogue = [ruleFor("door")];
const stack = (settings: unknown) => ({
  PULUMI_CONFIG: JSON.stringify({ "shop:clouds": "[]", "fourfold-policies:settings": settings }),
});

describe("what a pack's team wants", () => {
  it("stands in the stack's configuration, as Pulumi hands it over", () => {
    assert.equal(settingsIn(stack('{"weight":7}'), catalogue).weight, 7);
  });

  it("stands in a file where a variable names it, which counts first", () => {
    const folder = mkdtempSync(join(tmpdir(), "fourfold-team-"));
    writeFileSync(join(folder, "security.yaml"), "weight: 8");

    const { weight } = settingsIn(
      { ...stack('{"weight":7}'), FOURFOLD_POLICIES: join(folder, "security.yaml") },
      catalogue,
    );

    rmSync(folder, { recursive: true });
    assert.equal(weight, 8);
  });

  it("is the default where nobody has said anything", () => {
    for (const env of [{}, { PULUMI_CONFIG: "{}", FOURFOLD_POLICIES: "" }])
      assert.deepEqual(settingsIn(env, catalogue), defaultSettings);
  });

  it("is refused where it is not an object, or not valid", () => {
    assert.throws(
      () => settingsIn(stack("security.yaml"), catalogue),
      /^FourfoldError: fourfold-policies:settings: it is a text, and an object is expected\./,
    );
    assert.throws(
      () => settingsIn(stack('{"weight":"much"}'), catalogue),
      /fourfold-policies:settings: weight: a number is expected\./,
    );
    assert.throws(() => settingsIn({ FOURFOLD_POLICIES: "a.yaml" }, catalogue), /FOURFOLD_POLICIES="\$PWD\/a\.yaml"/);
  });
});

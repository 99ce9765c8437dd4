import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requirePolicySdk } from "../../../policies/pack/installed.ts";

describe("the policy pack", () => {
  it("says what to install where @pulumi/policy is not there", () => {
    assert.throws(() => requirePolicySdk(createRequire(join(tmpdir(), "nowhere", "pack.cjs"))), {
      message:
        "The policy pack needs the package @pulumi/policy, which is not installed. Run `npm install --save-dev @pulumi/policy`. [ERR_SDK]",
    });
  });

  it("says nothing where it is", () => assert.doesNotThrow(() => requirePolicySdk()));
});

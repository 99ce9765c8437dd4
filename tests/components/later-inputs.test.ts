import assert from "node:assert/strict";
import { output, secret } from "@pulumi/pulumi";
import { withoutLater } from "../../components/support/inputs.ts";

describe("what listeners in the program's process hear of arguments", () => {
  it("has nothing of what is secret or known only later", () => {
    const args = {
      ...{ cloud: "aws", foundation: output({ kind: "foundation" }), tags: { team: Promise.resolve("sales") } },
      functions: { api: { handler: "./api.ts", environment: { KEY: secret("hidden"), MODE: "fast" }, assets: ["a"] } },
    };

    assert.deepEqual(withoutLater(args), {
      ...{ cloud: "aws", foundation: "null", tags: { team: "null" } },
      functions: { api: { handler: "./api.ts", environment: { KEY: "null", MODE: "fast" }, assets: ["a"] } },
    });
  });
});

import assert from "node:assert/strict";
import type { SmokeCheck } from "fourfold/testing";

export const smoke: readonly SmokeCheck[] = [
  {
    name: "is healthy",
    async check(request) {
      assert.deepEqual(await (await request("/health")).json(), {
        state: "up",
        dependencies: { taxes: { state: "up" } },
      });
    },
  },
];

import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { clouds } from "fourfold";
import { Foundation, Function as Job } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import type { BundleRequest } from "../../kit/bundler/index.ts";
import { places } from "./deployment.ts";
import { sample } from "./fixtures/sample.ts";

/** What functions are started with that are bundled meanwhile. */
async function settingsOf(work: () => Promise<unknown>): Promise<readonly BundleRequest["settings"][]> {
  const seen: BundleRequest["settings"][] = [];
  const listen = (message: unknown) => void seen.push((message as { request: BundleRequest }).request.settings);
  subscribe("fourfold:bundled", listen);
  await work();
  unsubscribe("fourfold:bundled", listen);
  return seen;
}

describe("what a function is started with", () => {
  for (const cloud of clouds) {
    it(`is what its component is given on ${cloud}, whatever the set says`, async () => {
      const job = { cloud, set: "sample", function: "web", root: sample.root, handler: "./web.ts" };
      const settings = await settingsOf(() =>
        evaluate(() => {
          const foundation = new Foundation("acme", { cloud, ...places }).handle;
          new Job("job", { ...job, foundation, timeout: "7 seconds", http: { maxBody: "2 MB" } });
        }),
      );

      assert.deepEqual(settings, [{ timeout: 7, streaming: false, maxBody: 2_097_152 }]);
    });
  }
});

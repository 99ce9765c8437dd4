import assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { clouds, functionSet } from "fourfold";
import type { BundleRequest } from "../../kit/bundler/index.ts";
import { createProject } from "../bundler/project.ts";
import { deploySet } from "./deployment.ts";

const bundle = {
  loader: { ".sql": "text" },
  external: ["@aws-sdk/*"],
  define: { RELEASE: '"7"' },
  keepNames: true,
} as const;

describe("how a function's code is made", () => {
  for (const cloud of clouds) {
    it(`is what its set says on ${cloud}, and what esbuild finds odd is said at preview, with file and line`, async () => {
      await using project = await createProject({
        "src/greeting.ts":
          'import query from "./a.sql";\nexport const greeting = query === {} ? "never" : query + RELEASE;\n',
        "src/a.sql": "SELECT 1",
      });
      const { root } = project.request(cloud);
      const set = functionSet("shop", { root, functions: { api: { handler: "./api.ts", http: true, bundle } } });
      const seen: BundleRequest["bundle"][] = [];
      const listen = (message: unknown) => void seen.push((message as { request: BundleRequest }).request.bundle);

      subscribe("fourfold:bundled", listen);
      const stack = await deploySet(set, cloud);
      unsubscribe("fourfold:bundled", listen);

      assert.deepEqual(seen, [bundle]);
      const warnings = stack.messages.flatMap(({ severity, message }) =>
        severity === "warning" && message.includes("greeting.ts:2:") ? [message] : [],
      );
      assert.equal(warnings.length, 1);
      assert.match(warnings.join(), /greeting\.ts:2:\d+: Comparison using the "===" operator here is always false/);
    });
  }
});

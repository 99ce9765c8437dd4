import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Cloud, clouds } from "fourfold";
import { packages } from "../../components/support/sdks.ts";

/** Deploys in a process of its own, and prints which SDKs it loaded. */
const program = (cloud: Cloud) => `
  import { createRequire } from "node:module";
  import { deploySample } from ${JSON.stringify(new URL("./deployment.ts", import.meta.url).href)};
  const stack = await deploySample(${JSON.stringify(cloud)});
  if (stack.error) throw stack.error;
  const files = Object.keys(createRequire(import.meta.url).cache);
  const loaded = files.flatMap((file) => /node_modules\\/@pulumi\\/([^/]+)\\//.exec(file)?.[1] ?? []);
  console.log(JSON.stringify([...new Set(loaded)].sort()));
`;

describe("a stack on one cloud", () => {
  for (const cloud of clouds) {
    it(`loads ${packages[cloud]} and no other cloud's SDK`, async () => {
      const run = promisify(execFile);
      const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program(cloud)]);

      const others = Object.values(packages).filter((name) => name !== packages[cloud]);
      const loaded: readonly string[] = JSON.parse(stdout);
      assert.ok(loaded.includes(packages[cloud]));
      assert.deepEqual(
        others.filter((name) => loaded.includes(name)),
        [],
      );
    });
  }
});

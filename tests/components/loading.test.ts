import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Cloud, clouds } from "fourfold";
import { packages } from "../../components/support/sdks.ts";

/** More modules of an SDK than resources need that a set has: its index loads hundreds. */
const many = 40;

/** Deploys in a process of its own, and prints of each module of an SDK that it loaded which SDK that is. */
const program = (cloud: Cloud) => `
  import { createRequire } from "node:module";
  import { deploySample } from ${JSON.stringify(new URL("./deployment.ts", import.meta.url).href)};
  const stack = await deploySample(${JSON.stringify(cloud)});
  if (stack.error) throw stack.error;
  const files = Object.keys(createRequire(import.meta.url).cache);
  console.log(JSON.stringify(files.flatMap((file) => /node_modules\\/@pulumi\\/([^/]+)\\//.exec(file)?.[1] ?? [])));
`;

describe("a stack on one cloud", () => {
  for (const cloud of clouds) {
    it(`loads ${packages[cloud]} and no other cloud's SDK, and of it what the set has`, async () => {
      const run = promisify(execFile);
      const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", program(cloud)]);

      const others = Object.values(packages).filter((name) => name !== packages[cloud]);
      const loaded: readonly string[] = JSON.parse(stdout);
      const own = loaded.filter((name) => name === packages[cloud]).length;
      assert.ok(own > 0 && own < many, `${own} modules`);
      assert.deepEqual(
        others.filter((name) => loaded.includes(name)),
        [],
      );
    });
  }
});

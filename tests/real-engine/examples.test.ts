import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { ensurePulumi } from "../../tools/pulumi/build.ts";
import { type Clone, createClone } from "../support/clone.ts";
import { repository } from "../support/command.ts";
import { assertNothingLeft } from "../support/leftovers.ts";
import { openPulumi } from "./pulumi.ts";

const minutes = 60_000;

/** For each example, the output that is its address, what to ask there, and what comes back. */
const expectations: Readonly<Record<string, { output: string; path: string; answer: RegExp }>> = {
  "aws-lambda": { output: "apiUrl", path: "greet?name=you", answer: /Hello, you/ },
};

describe("programs with the plain SDKs, on the simulated clouds by the real engine", function () {
  this.timeout(3 * minutes);
  let clone: Clone;
  let executable: string;

  before(async function () {
    this.timeout(15 * minutes);
    executable = await ensurePulumi();
    clone = createClone();
  });
  after(() => clone.remove());

  it("have an expectation each", () => {
    assert.deepEqual(readdirSync(join(repository, "examples")).sort(), Object.keys(expectations).sort());
  });

  for (const [name, { output, path, answer }] of Object.entries(expectations)) {
    it(`${name} is deployed, answers, and goes without a trace`, async () => {
      const folder = join(clone.folder, "examples", name);
      const pulumi = openPulumi(clone, folder, executable);
      const Outputs = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));
      let urls: readonly string[] = [];

      try {
        await pulumi.run("up", "--yes", "--skip-preview");
        const outputs = v.parse(Outputs, await pulumi.run("stack", "output", "--json"));
        const { resources, endpoints } = await pulumi.status();
        urls = endpoints.map(({ url }) => url);
        const response = await fetch(new URL(path, String(outputs[output])));
        const text = await response.text();
        const inState = await pulumi.countInState();
        await pulumi.run("destroy", "--yes", "--skip-preview");

        assert.equal(response.status, 200, text);
        assert.match(text, answer);
        assert.deepEqual(resources, inState);
        assert.deepEqual((await pulumi.status()).resources, {});
      } finally {
        await pulumi.stop();
      }
      await assertNothingLeft(folder, urls);
    });
  }
});

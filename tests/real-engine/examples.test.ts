import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ensurePulumi } from "../../tools/pulumi/build.ts";
import { type Clone, createClone } from "../support/clone.ts";
import { repository } from "../support/command.ts";
import { assertNothingLeft } from "../support/leftovers.ts";
import { cases } from "../support/sample.ts";
import { openPulumi } from "./support/pulumi.ts";

const minutes = 60_000;

/** What a user sets before the first deployment, which public name answers then, what to ask there, and what comes back. */
interface Expectation {
  readonly settings: readonly string[];
  readonly host: RegExp;
  readonly path: string;
  readonly answer: RegExp;
}

const expectations: Readonly<Record<string, Expectation>> = {
  "aws-lambda": { settings: [], host: /\.execute-api\./, path: "/greet?name=you", answer: /^Hello, you!$/ },
  "cloudflare-worker": {
    settings: ["--config", "accountId=0123456789abcdef0123456789abcdef"],
    host: /^greeter.*\.workers\.dev$/,
    path: "/greet?name=you",
    answer: /^Hello, you!$/,
  },
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

  for (const [name, { settings, host, path, answer }] of cases(expectations, 1)) {
    it(`${name} is deployed, answers, and goes without a trace`, async () => {
      const folder = join(clone.folder, "examples", name);
      const pulumi = openPulumi(clone, folder, executable);
      let urls: readonly string[] = [];

      try {
        await pulumi.run("up", "--yes", "--skip-preview", ...settings);
        const { resources, endpoints } = await pulumi.status();
        urls = endpoints.map(({ url }) => url);
        const endpoint = endpoints.find((each) => host.test(each.host ?? ""));
        const response = await fetch(`${endpoint?.url}${path}`);
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

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import * as v from "valibot";
import { clouds } from "../../kit/spec/index.ts";
import { ensurePulumi } from "../../tools/pulumi/build.ts";
import { type Clone, createClone } from "../support/clone.ts";
import type { Finished } from "../support/command.ts";

const Report = v.object({
  source: v.string(),
  unasked: v.array(v.object({ cloud: v.string(), kind: v.string(), reason: v.string() })),
  targets: v.array(
    v.object({
      ...{ cloud: v.string(), kind: v.string(), requests: v.number() },
      results: v.array(v.object({ name: v.string(), outcome: v.looseObject({ state: v.string() }) })),
    }),
  ),
});

/** What a team does with a stack of its own, done here with a small shop. */
describe("fourfold verify on a stack of one's own", function () {
  this.timeout(120_000);
  let clone: Clone;
  let env: NodeJS.ProcessEnv;
  const run = (...args: readonly string[]): Promise<Finished> => clone.run(args, { env });
  const deploy = async () => {
    const { code, stdout, stderr } = await run("pulumi", "up", "--yes", "--skip-preview", "--non-interactive");
    assert.equal(code, 0, stdout + stderr);
  };
  const readReport = (folder: string) => {
    const [file = ""] = readdirSync(join(clone.folder, folder)).filter((name) => name.endsWith(".json"));
    return v.parse(Report, JSON.parse(readFileSync(join(clone.folder, folder, file), "utf8")));
  };

  before(async function () {
    this.timeout(15 * 60_000); // Where no Pulumi is installed it is built, once.
    env = { PATH: [dirname(await ensurePulumi()), process.env.PATH].join(delimiter) };
    clone = createClone();
    await deploy();
  });
  after(async () => {
    await run("stop");
    clone.remove();
  });

  it("asks its HTTP functions on every cloud what all of them do, and says that nothing has an effect", async () => {
    const { code, stdout, stderr } = await run("verify", "--simulated", "--yes", "--output", "sound");

    assert.equal(code, 0, stdout + stderr);
    const { targets, unasked } = readReport("sound");
    const sent = targets.reduce((sum, { requests }) => sum + requests, 0);
    assert.match(stdout, new RegExp(`^This will send ${sent} requests to 4 functions:$`, "m"));
    assert.match(stdout, /Your own functions are asked only what has no effect/);
    assert.doesNotMatch(stdout, /conformance app/);
    assert.deepEqual(
      targets.map(({ cloud, kind }) => [cloud, kind]),
      clouds.map((cloud) => [cloud, "shop/api"]),
    );
    const states = new Set(targets.flatMap(({ results }) => results.map(({ outcome }) => outcome.state)));
    assert.deepEqual([...states], ["expected"]);
    assert.deepEqual(
      unasked.map(({ cloud, kind }) => `${cloud} ${kind}`).sort(),
      clouds.map((cloud) => `${cloud} shop/audit`).sort(),
    );
    for (const { reason } of unasked) assert.match(reason, /invoke shop\/audit/);
  });

  it("asks what `fourfold dev` serves here where nothing is named, by its name what else is deployed", async () => {
    const dev = clone.start(["dev", "--only", "cloudflare"], { env });
    try {
      await dev.until(/^Serving/m);

      const unnamed = await run("verify", "--yes", "--output", "dev");
      const some = ["--cloud", "cloudflare", "--grep", "health", "--yes", "--output", "named"];
      const named = await run("verify", "--simulated", ...some);

      assert.equal(unnamed.code, 0, unnamed.stdout + unnamed.stderr);
      assert.match(unnamed.stdout, /^Stack "dev" of `fourfold dev`, which runs here\. .* --stack\.$/m);
      const { source, targets, unasked } = readReport("dev");
      assert.deepEqual([source, unasked.length], ['Stack "dev" of `fourfold dev`', 1]);
      const states = new Set(targets.flatMap(({ results }) => results.map(({ outcome }) => outcome.state)));
      assert.deepEqual([targets.map(({ cloud }) => cloud), [...states]], [["cloudflare"], ["expected"]]);
      assert.deepEqual([named.code, readReport("named").source], [0, 'Stack "dev"']);
    } finally {
      dev.process.kill("SIGINT");
      await dev.finished;
    }
  });

  it("asks what `fourfold dev` has deployed also when it has ended, and says what there is where it has not", async () => {
    const some = ["--grep", "health", "--yes", "--output", "ended"];
    const ended = await run("verify", "--dev", ...some);
    const missing = await run("verify", "--dev", "prod");

    assert.deepEqual([ended.code, readReport("ended").source], [0, 'Stack "dev" of `fourfold dev`']);
    assert.match(
      missing.stderr,
      /`fourfold dev` has not deployed the stack "prod"\. Name one of these with --dev: dev\. \[ERR_USAGE\]/,
    );
    assert.equal(missing.code, 1);
  });

  it("finds what an app does in its own way, by the name of what is broken", async () => {
    clone.edit("functions/api.ts", "return withProblems(app);", "return app;");
    await deploy();

    const { code, stdout } = await run("verify", "--simulated", "--yes", "--cloud", "aws", "--output", "broken");

    assert.equal(code, 1);
    assert.match(stdout, /^aws shop\/api: unknown paths and methods: answers 404 to an unknown path/m);
  });
});

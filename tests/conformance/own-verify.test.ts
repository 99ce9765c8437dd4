import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import * as v from "valibot";
import { clouds } from "../../kit/spec/index.ts";
import { ensurePulumi } from "../../tools/pulumi/build.ts";
import { type Clone, createClone } from "../support/clone.ts";
import type { Finished } from "../support/command.ts";

const Report = v.object({
  targets: v.array(
    v.object({
      ...{ cloud: v.string(), kind: v.string(), requests: v.number() },
      results: v.array(v.object({ name: v.string(), outcome: v.looseObject({ state: v.string() }) })),
    }),
  ),
});

/** What a team does with a stack of its own, done here with the reference shop. */
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
    return v.parse(Report, JSON.parse(readFileSync(join(clone.folder, folder, file), "utf8"))).targets;
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
    const targets = readReport("sound");
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
  });

  it("finds what an app does in its own way, by the name of what is broken", async () => {
    clone.edit("functions/api.ts", "return withProblems(app);", "return app;");
    await deploy();

    const { code, stdout } = await run("verify", "--simulated", "--yes", "--cloud", "aws", "--output", "broken");

    assert.equal(code, 1);
    assert.match(stdout, /^aws shop\/api: unknown paths and methods: answers 404 to an unknown path/m);
  });
});

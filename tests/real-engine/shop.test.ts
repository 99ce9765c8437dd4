import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensurePulumi } from "../../tools/pulumi/build.ts";
import { type Clone, createClone } from "../support/clone.ts";
import { assertNothingLeft } from "../support/leftovers.ts";
import { readStore } from "../support/store.ts";
import { toComparable } from "./support/comparable.ts";
import { parseExport } from "./support/exported.ts";
import { deployInMemory } from "./support/in-memory.ts";
import { countsOf, openPulumi, type Pulumi } from "./support/pulumi.ts";

const minutes = 60_000;

/**
 * What a user does with a set on four clouds, from the first preview to the end. The steps build on each other: one that fails makes the
 * next ones fail. The whole shop is deployed in whole/.
 */
describe("a small shop on the real Pulumi engine", function () {
  this.timeout(5 * minutes);
  let clone: Clone;
  let pulumi: Pulumi;
  let previewed: readonly string[] = [];
  let urls: readonly string[] = [];

  before(async function () {
    this.timeout(15 * minutes); // Where no Pulumi is installed it is built, once.
    const executable = await ensurePulumi();
    clone = createClone();
    pulumi = openPulumi(clone, clone.folder, executable);
  });
  after(async () => {
    await pulumi.stop();
    clone.remove();
  });

  const read = async (url: string, path: string): Promise<string> => (await fetch(`${url}${path}`)).text();

  /** The addresses of the shop's API, one on each cloud. Those of scheduled functions let nobody in. */
  async function findApis(): Promise<readonly { readonly cloud: string; readonly url: string }[]> {
    const { endpoints } = await pulumi.status();
    const texts = await Promise.all(endpoints.map(({ url }) => read(url, "/health")));
    return endpoints.filter((_endpoint, at) => texts[at]?.includes('"state":"up"'));
  }

  it("previews everything that it will create, and creates nothing", async () => {
    previewed = await pulumi.previewSteps();

    assert.deepEqual([...new Set(previewed.map((step) => step.split(" ")[0]))], ["create"]);
    assert.deepEqual((await pulumi.status()).resources, {});
  });

  it("creates on all four clouds what it has previewed, and each answers", async () => {
    const output = await pulumi.run("up", "--yes", "--skip-preview");

    const { resources } = await pulumi.status();
    const apis = await findApis();
    urls = apis.map(({ url }) => url);
    assert.deepEqual(countsOf(output), { created: previewed.length });
    assert.deepEqual(resources, await pulumi.countInState());
    assert.deepEqual(apis.map(({ cloud }) => cloud).sort(), ["aws", "azure-native", "cloudflare", "gcp"]);
  });

  it("leaves everything as it is when nothing has changed", async () => {
    const before = await pulumi.countInState();

    const output = await pulumi.run("up", "--yes", "--skip-preview");

    assert.deepEqual(Object.keys(countsOf(output)), ["unchanged"]);
    assert.deepEqual(await pulumi.countInState(), before);
  });

  it("is what the in-memory engine makes of the program: URNs, parents, dependencies, providers, inputs and options", async () => {
    const real = parseExport(await pulumi.run("stack", "export", "--show-secrets")).resources;

    const inMemory = await deployInMemory(clone.folder, join(clone.folder, ".fourfold", "in-memory"));

    assert.ok(real.length > previewed.length);
    assert.deepEqual(toComparable(inMemory), toComparable(real));
  });

  it("changes exactly what carries the code when a function's code changes, and new code answers", async () => {
    clone.edit("functions/routes/health.ts", 'state: "up" }', 'state: "up", reason: "edited" }');

    const steps = await pulumi.previewSteps();
    const output = await pulumi.run("up", "--yes", "--skip-preview");

    assert.deepEqual(steps, [
      "replace azure-native:storage:Blob",
      "replace gcp:storage/bucketObject:BucketObject",
      "update aws:lambda/function:Function",
      "update azure-native:resources:Resource",
      "update cloudflare:index/workersScript:WorkersScript",
      "update gcp:cloudfunctionsv2/function:Function",
    ]);
    const { updated, replaced } = countsOf(output);
    assert.deepEqual({ updated, replaced }, { updated: 4, replaced: 2 });
    for (const url of urls) assert.match(await read(url, "/health"), /"reason":"edited"/, url);
  });

  it("keeps what is deployed when the simulator is stopped and starts again", async () => {
    await pulumi.stop();
    await assertNothingLeft(clone.folder, urls);

    const output = await pulumi.run("up", "--yes", "--skip-preview");

    assert.deepEqual(Object.keys(countsOf(output)), ["unchanged"]);
    for (const url of urls) assert.match(await read(url, "/health"), /"reason":"edited"/, url);
  });

  it("deletes everything: no cloud, engine, port, process or folder has anything left", async () => {
    const { pid } = await pulumi.status();

    const output = await pulumi.run("destroy", "--yes", "--skip-preview");

    const { resources, endpoints } = await pulumi.status();
    await pulumi.stop();
    assert.deepEqual(Object.keys(countsOf(output)), ["deleted"]);
    assert.deepEqual([resources, endpoints, await pulumi.resources()], [{}, [], []]);
    await assertNothingLeft(clone.folder, urls);
    assert.deepEqual(
      readdirSync(tmpdir()).filter((name) => name.startsWith(`fourfold-sandboxes-${pid}-`)),
      [],
    );
  });

  it("has forgotten the code as well when the simulator has started again, but not the ports, which stay the same", async () => {
    const before = readStore(clone.folder);
    await clone.run(["start"]);
    await pulumi.stop();

    const { resources, contents, values } = readStore(clone.folder);

    assert.deepEqual([before.resources, resources, contents], [0, 0, 0]);
    // Besides, the credentials by which simulated clouds know who deploys.
    assert.deepEqual(
      values.filter((name) => !name.startsWith("port:")),
      ["aws/iam/credentials"],
    );
  });
});

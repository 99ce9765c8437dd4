import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildTime, openProject, type TestProject } from "../support/project.ts";
import { withoutDebugging } from "../support/pulumi.ts";

const minutes = 60_000;
const setting = "the-sea-is-deep-and-blue";
/** What the program makes of it. */
const secret = "THE-SEA-IS-DEEP-AND-BLUE";

/** Files below a folder that contain the secret. */
function filesWithSecret(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  return paths.filter((path) => readFileSync(path).includes(secret));
}

describe("a secret setting on the real engine, on four clouds", function () {
  this.timeout(3 * minutes);
  let project: TestProject;
  /** Everything that the CLI has said. */
  let said = "";

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("secrets");
    project.use("index.ts");
    await project.pulumi.run("config", "set", "--secret", "phrase", setting);
    said += await project.pulumi.run("preview", "--diff");
    said += withoutDebugging(await project.pulumi.run("up", "--yes", "--skip-preview", "--json"));
    said += await project.pulumi.run("preview", "--json");
    said += await project.pulumi.run("stack", "output", "--json");
  });
  after(() => project.close());

  it("reaches the function", async () => {
    const { endpoints } = await project.pulumi.status();
    const answers = endpoints.map(async ({ url }) => (await fetch(url)).text());

    assert.deepEqual(await Promise.all(answers), [secret, secret, secret, secret]);
  });

  it("is never shown", () => {
    assert.match(said, /\[secret\]/);
    assert.equal(said.includes(secret), false);
  });

  it("is encrypted in the state", async () => {
    const state = await project.pulumi.run("stack", "export");

    assert.match(state, /"ciphertext": "v1:/);
    assert.equal(state.includes(secret), false);
  });

  it("is in no log", async () => {
    const logs = await project.clone.run(["logs"], { cwd: project.folder });

    assert.match(logs.stdout, /GET/);
    assert.equal(`${logs.stdout}${logs.stderr}`.includes(secret), false);
  });

  it("is in no file but those of the clouds that were given it", async () => {
    const simulator = join(project.folder, ".fourfold", "simulator");

    const files = filesWithSecret(project.folder).filter((path) => !path.startsWith(`${simulator}/simulator.db`));

    assert.deepEqual(files, []);
  });
});

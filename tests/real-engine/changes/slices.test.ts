import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

describe("a change in a set that is deployed on four clouds", function () {
  this.timeout(2 * minutes);
  let project: TestProject;
  let original: string;

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("slices");
    project.use("index.ts");
    original = readFileSync(join(project.folder, "sets.ts"), "utf8");
    await project.pulumi.run("up", "--yes", "--skip-preview");
  });
  after(() => project.close());

  /** The functions whose resources a preview would change after a change in the set's file, and on which clouds. */
  async function changedBy(from: string, to: string): Promise<readonly string[]> {
    assert.ok(original.includes(from));
    writeFileSync(join(project.folder, "sets.ts"), original.replace(from, to));
    const urns = await project.pulumi.previewChanges();
    const functions = urns.map((urn) => /::(?:pair-(\w+)-(first|second)\b|.*)/.exec(urn.replace(/^.*::/, "::")));
    return [
      ...new Set(functions.map((found) => (found?.[1] ? `${found[2]} on ${found[1]}` : "another resource"))),
    ].sort();
  }

  it("changes the function whose memory it is, where memory is chosen", async () => {
    assert.deepEqual(await changedBy('"512 MB"', '"2 GB"'), ["first on aws", "first on azure", "first on gcp"]);
  });

  it("changes the function whose environment it is", async () => {
    const everywhere = ["first on aws", "first on azure", "first on cloudflare", "first on gcp"];

    assert.deepEqual(await changedBy('mode = "plain"', 'mode = "other"'), everywhere);
  });

  it("changes the function whose CORS it is", async () => {
    const everywhere = ["second on aws", "second on azure", "second on cloudflare", "second on gcp"];

    assert.deepEqual(await changedBy('cors: { origins: "*" }', 'cors: { origins: ["https://a.example"] }'), everywhere);
  });

  it("changes nothing when it is another set of the file", async () => {
    assert.deepEqual(await changedBy('timeout: "5 seconds"', 'timeout: "6 seconds", memory: "1 GB"'), []);
  });

  it("changes no function when it is a route", async () => {
    const changed = await changedBy('"/*": "second"', '"/second/*": "second"');

    assert.deepEqual(
      changed.filter((name) => name !== "another resource"),
      [],
    );
  });
});

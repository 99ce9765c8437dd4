import assert from "node:assert/strict";
import { buildTime, openProject, type TestProject } from "../support/project.ts";
import { countsOf } from "../support/pulumi.ts";

const minutes = 60_000;

/** The steps below build on each other. */
describe("renaming what is deployed on four clouds", function () {
  this.timeout(3 * minutes);
  let project: TestProject;
  let addresses: readonly string[];

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("renaming");
    project.use("first.ts");
    await project.pulumi.run("up", "--yes", "--skip-preview");
    addresses = await findAddresses();
  });
  after(() => project.close());

  const findAddresses = async (): Promise<readonly string[]> => {
    const { endpoints } = await project.pulumi.status();
    return endpoints.map(({ cloud, url, host }) => `${cloud} ${host} ${url}`).toSorted();
  };
  const ask = async (): Promise<readonly string[]> => {
    const { endpoints } = await project.pulumi.status();
    return await Promise.all(endpoints.map(async ({ url }) => (await fetch(url)).text()));
  };

  it("changes nothing but display names when components and a resource have aliases", async () => {
    project.use("components.ts");

    const steps = await project.pulumi.previewSteps();
    const said = await project.pulumi.run("up", "--yes", "--skip-preview");

    const described = ["gcp:artifactregistry/repository:Repository", "gcp:serviceaccount/account:Account"];
    assert.deepEqual(
      [...new Set(steps)],
      described.map((type) => `update ${type}`),
    );
    assert.deepEqual(Object.keys(countsOf(said)).toSorted(), ["unchanged", "updated"]);
    assert.deepEqual(await findAddresses(), addresses);
  });

  it("has given everything its new name", async () => {
    const urns = (await project.pulumi.resources()).map(({ urn }) => urn);

    assert.deepEqual(
      urns.filter((urn) => urn.includes("::site-")),
      [],
    );
    assert.ok(urns.length > 40);
  });

  it("replaces only what carries the code when a set and a function change theirs with `was`", async () => {
    project.use("functions.ts");

    const steps = await project.pulumi.previewSteps();

    assert.deepEqual(
      steps.filter((step) => !step.startsWith("update ")),
      ["replace azure-native:storage:Blob", "replace gcp:storage/bucketObject:BucketObject"],
    );
  });

  it("keeps the addresses of a renamed function, where the new code answers", async () => {
    await project.pulumi.run("up", "--yes", "--skip-preview");

    assert.deepEqual(await findAddresses(), addresses);
    assert.deepEqual(await ask(), Array(4).fill("hello and welcome"));
  });
});

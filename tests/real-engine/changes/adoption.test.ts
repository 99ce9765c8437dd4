import assert from "node:assert/strict";
import type { Cloud } from "fourfold";
import { localAddress } from "../../../kit/cli/checks/addresses.ts";
import { cases } from "../../support/sample.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;
const value = "pk-example-that-somebody-sets";

/** What can be adopted: on Google Cloud a table is not a resource, and on Cloudflare a secret is part of its Workers. */
const clouds: Readonly<Record<Cloud, readonly ("notes" | "partner")[]>> = {
  aws: ["notes", "partner"],
  gcp: ["partner"],
  azure: ["notes", "partner"],
  cloudflare: ["notes"],
};

for (const [cloud, resources] of cases(clouds, 1)) {
  /** The steps below build on each other. */
  describe(`what is adopted on ${cloud}`, function () {
    this.timeout(4 * minutes);
    let project: TestProject;
    let handles: unknown;

    const use = (main: string): void => project.use(main, { "adopted:cloud": cloud, "adopted:handles": handles ?? {} });
    const up = (): Promise<string> => project.pulumi.run("up", "--yes", "--skip-preview");

    async function ask(path: string, method = "GET"): Promise<string> {
      const [address = ""] = Object.values(Object(await project.pulumi.output("urls")));
      const { endpoints } = await project.pulumi.status();
      const response = await fetch(new URL(path, localAddress(String(address), endpoints)), { method });
      return response.text();
    }

    before(async function () {
      this.timeout(buildTime);
      project = await openProject("adopted");
      use("first.ts");
      await up();
      await project.pulumi.fourfold(["secret", "set", "partner", "--simulated", "--stack", "dev"], value);
      await ask("/ann", "POST");
      handles = await project.pulumi.output("handles");
      use("nothing.ts");
      await up();
    });
    after(() => project.close());

    it("keeps its items and its value when its set is gone and comes back", async () => {
      use("adopting.ts");
      const steps = await project.pulumi.previewSteps();
      const imported = steps.filter((step) => step.startsWith("import "));
      await up();

      assert.ok(imported.length >= resources.length, `${steps}`);
      if (resources.includes("notes")) assert.equal(await ask("/ann"), "true");
      if (resources.includes("partner")) assert.equal(await ask("/partner"), value);
    });

    it("is not replaced afterwards", async () => {
      assert.deepEqual(await project.pulumi.previewSteps(), []);
    });
  });
}

import assert from "node:assert/strict";
import type { Cloud } from "fourfold";
import { localAddress } from "../../../kit/cli/checks/addresses.ts";
import { cases } from "../../support/sample.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";
import { withoutDebugging } from "../support/pulumi.ts";

const minutes = 60_000;

/** The values that are known before a deployment. */
const bound = "sk-example-that-the-stack-binds";
const later = "pk-example-that-somebody-sets";

const stack = ["--simulated", "--stack", "dev"];

/** What is not as on the other clouds. */
interface Expected {
  /** What carries code: other code is another one. */
  readonly code: readonly string[];
  /** What a renamed one that was set later is: where secrets are part of the Workers that read them, it is to be set again. */
  readonly renamed: string;
}

const clouds: Readonly<Record<Cloud, Expected>> = {
  aws: { code: [], renamed: later },
  gcp: { code: ["replace gcp:storage/bucketObject:BucketObject"], renamed: later },
  azure: { code: ["replace azure-native:storage:Blob"], renamed: later },
  cloudflare: { code: [], renamed: "NotSet" },
};

for (const [cloud, { code, renamed }] of cases(clouds, 1)) {
  /** The steps below build on each other. */
  describe(`secrets that are deployed on ${cloud}`, function () {
    this.timeout(4 * minutes);
    let project: TestProject;
    /** What the first deployment has generated. */
    let generated = "";
    /** Everything that the CLI has said. */
    let said = "";

    const use = (main: string): void => project.use(main, { "safe:cloud": cloud });
    const pulumi = async (...args: readonly string[]): Promise<void> => {
      said += withoutDebugging(await project.pulumi.run(...args));
    };
    const up = (): Promise<void> => pulumi("up", "--yes", "--skip-preview", "--json");

    before(async function () {
      this.timeout(buildTime);
      project = await openProject("safe");
      use("first.ts");
      await project.pulumi.run("config", "set", "--secret", "stripe", bound);
      await pulumi("preview", "--diff");
      await up();
    });
    after(() => project.close());

    /** What the function reads. */
    async function read(source: "bound" | "generated" | "later"): Promise<string> {
      const [address = ""] = Object.values(Object(await project.pulumi.output("urls")));
      const { endpoints } = await project.pulumi.status();
      const response = await fetch(new URL(`/${source}`, localAddress(String(address), endpoints)));
      return response.text();
    }

    /** What a preview would do besides updates and new things: each once. */
    async function losses(): Promise<readonly string[]> {
      const steps = await project.pulumi.previewSteps();
      return [...new Set(steps.filter((step) => !/^(?:update|create) /.test(step)))];
    }

    it("are read, from whichever source, and stay as they are when nothing is changed", async () => {
      generated = await read("generated");

      assert.equal(Buffer.from(generated, "base64").length, 32);
      assert.equal(await read("bound"), bound);
      assert.equal(await read("later"), "NotSet");
      assert.deepEqual(await project.pulumi.previewSteps(), []);
      await up();
      assert.equal(await read("generated"), generated);
    });

    it("are set by the command, and deployments leave them as they are", async () => {
      said += await project.pulumi.fourfold(["secret", "set", "partner", ...stack], `${later}\n`);

      assert.equal(await read("later"), later);
      assert.deepEqual(await project.pulumi.previewSteps(), []);
    });

    it("keep their values when they, their set and their function have other names", async () => {
      use("renamed.ts");

      assert.deepEqual(await losses(), code);
      await up();
      assert.deepEqual(await project.pulumi.previewSteps(), []);
      assert.deepEqual(
        [await read("bound"), await read("generated"), await read("later")],
        [bound, generated, renamed],
      );
    });

    it("are nowhere in the state, the logs, or what the command line says", async () => {
      const list = await project.pulumi.fourfold(["secret", "list", ...stack]);
      const logs = await project.pulumi.fourfold(["logs"]);
      await pulumi("stack", "output", "--json");
      await pulumi("preview", "--diff");
      await pulumi("preview", "--json");
      const texts = { state: await project.pulumi.run("stack", "export"), said, logs, list };

      assert.match(list, /tokens/);
      assert.match(logs, /GET/);
      assert.match(said, /\[secret\]/);
      for (const [where, text] of Object.entries(texts)) {
        for (const value of [bound, generated, later]) assert.equal(text.includes(value), false, where);
      }
    });

    it("are not deleted while they are protected, and neither are generated values", async () => {
      use("protected.ts");
      await up();

      assert.match(await project.pulumi.refuse("destroy", "--yes", "--skip-preview"), /protect/);
      // What is not protected may be gone.
      await up();
      assert.deepEqual([await read("generated"), await read("later")], [generated, renamed]);
    });

    it("go without a trace when they may", async () => {
      use("renamed.ts");
      await up();
      await project.pulumi.run("destroy", "--yes", "--skip-preview");

      assert.deepEqual((await project.pulumi.status()).resources, {});
    });
  });
}

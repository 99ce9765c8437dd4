import assert from "node:assert/strict";
import type { Cloud } from "fourfold";
import { localAddress } from "../../../kit/cli/checks/addresses.ts";
import { cases } from "../../support/sample.ts";
import type { ExportedResource } from "../support/exported.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

interface Expected {
  /** What carries code, by its content: another function is another one. */
  readonly code: readonly string[];
  /** What goes when items do not expire any more. */
  readonly ended: readonly string[];
  /** Whether the cloud removes expired items. @default functions do */
  readonly removes?: (resources: readonly ExportedResource[]) => boolean;
}

const keeper = "delete random:index/randomId:RandomId";

const clouds: Readonly<Record<Cloud, Expected>> = {
  aws: {
    code: [],
    ended: [keeper],
    removes: (resources) => Object(outputsOf(resources, "aws:dynamodb/table:Table")[0]?.ttl).enabled,
  },
  gcp: {
    code: ["replace gcp:storage/bucketObject:BucketObject"],
    ended: ["delete gcp:firestore/field:Field", keeper],
    removes: (resources) => outputsOf(resources, "gcp:firestore/field:Field").some(({ ttlConfig }) => ttlConfig),
  },
  azure: {
    code: ["replace azure-native:storage:Blob"],
    ended: [keeper],
    removes(resources) {
      const [container] = outputsOf(resources, "azure-native:cosmosdb:SqlResourceSqlContainer");
      return Object(container?.resource).defaultTtl === -1;
    },
  },
  cloudflare: { code: [], ended: [keeper] },
};

function outputsOf(resources: readonly ExportedResource[], type: string) {
  return resources.filter((one) => one.type === type).map(({ outputs = {} }) => outputs);
}

for (const [cloud, { code, ended, removes }] of cases(clouds, 1)) {
  /** The steps below build on each other. */
  describe(`a table that is deployed on ${cloud}`, function () {
    this.timeout(4 * minutes);
    let project: TestProject;

    const use = (main: string): void => project.use(main, { "tables:cloud": cloud });
    const up = (): Promise<string> => project.pulumi.run("up", "--yes", "--skip-preview");

    before(async function () {
      this.timeout(buildTime);
      project = await openProject("tables");
      use("first.ts");
      await up();
    });
    after(() => project.close());

    /** What a preview would do besides updates and new things: each once. */
    async function losses(): Promise<readonly string[]> {
      const steps = await project.pulumi.previewSteps();
      return [...new Set(steps.filter((step) => !/^(?:update|create) /.test(step)))];
    }

    /** What refuses a preview and an update. */
    async function refusals(): Promise<readonly string[]> {
      const said: string[] = [];
      for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
        said.push(await project.pulumi.refuse(...command));
      }
      return said;
    }

    async function isExpiring(): Promise<boolean> {
      const { layout } = Object(await project.pulumi.output("handles")).notes.attributes;
      const isAsked = JSON.parse(layout).expires !== undefined;
      assert.equal(removes?.(await project.pulumi.resources()) ?? isAsked, isAsked);
      return isAsked;
    }

    async function ask(path: string, method = "GET"): Promise<string> {
      const [address = ""] = Object.values(Object(await project.pulumi.output("urls")));
      const { endpoints } = await project.pulumi.status();
      const response = await fetch(new URL(path, localAddress(String(address), endpoints)), { method });
      return response.text();
    }

    it("stays as it is when nothing is changed, and keeps items", async () => {
      assert.equal(await ask("/ann", "POST"), "1");
      assert.deepEqual(await project.pulumi.previewSteps(), []);
      assert.equal(await ask("/ann"), "1");
    });

    it("is not replaced by one with another key: a preview and an update refuse it", async () => {
      use("rekeyed.ts");

      for (const said of await refusals()) {
        assert.match(
          said,
          /Table "notes-notes": it is deployed with the key owner and id, and another key, owner and text, /,
        );
        assert.doesNotMatch(said, /\n\s+at /);
      }
      use("first.ts");
      await up();
      assert.equal(await ask("/ann"), "1");
    });

    it("is changed in place by an index, a counter and an expiry", async () => {
      use("changed.ts");

      assert.deepEqual(await losses(), []);
      await up();
      assert.deepEqual(await project.pulumi.previewSteps(), []);
      assert.equal(await ask("/ann", "POST"), "2");
    });

    it("does not expire by another property from one deployment to the next: a preview and an update refuse it", async () => {
      use("ending.ts");

      for (const said of await refusals()) {
        assert.match(said, /Table "notes-notes": its items expire by "until", and cannot expire by "ends" from one /);
        assert.doesNotMatch(said, /\n\s+at /);
      }
    });

    it("expires no more, and then by another property, in place", async () => {
      assert.equal(await isExpiring(), true);
      for (const [main, expires] of [
        ["lasting.ts", false],
        ["ending.ts", true],
      ] as const) {
        use(main);
        const lost = await losses();
        await up();

        assert.deepEqual(lost, expires ? [] : ended);
        assert.equal(await isExpiring(), expires);
        assert.deepEqual(await project.pulumi.previewSteps(), []);
      }
      assert.equal(await ask("/ann", "POST"), "3");
    });

    it("is what it was when it, its set and its function have other names", async () => {
      use("renamed.ts");

      assert.deepEqual(await losses(), code);
      await up();
      assert.deepEqual(await project.pulumi.previewSteps(), []);
      assert.equal(await ask("/hello"), "3");
    });

    it("is not deleted while it is protected", async () => {
      use("protected.ts");
      await up();

      const said = await project.pulumi.run("destroy", "--yes", "--skip-preview").then(
        () => assert.fail("It is deleted."),
        (error: unknown) => String(error),
      );
      assert.match(said, /protect/);
    });

    it("goes without a trace when it may", async () => {
      use("renamed.ts");
      await up();
      await project.pulumi.run("destroy", "--yes", "--skip-preview");

      assert.deepEqual((await project.pulumi.status()).resources, {});
    });
  });
}

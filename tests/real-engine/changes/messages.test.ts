import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { Cloud } from "fourfold";
import { localAddress } from "../../../kit/cli/checks/addresses.ts";
import { entriesOf } from "../../../kit/conformance/log.ts";
import { cases } from "../../support/sample.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

/** What is not as on the other clouds. */
interface Expected {
  /** What carries code: other code is another one. */
  readonly code: readonly string[];
  /** What other filters replace, and the deliveries that a preview warns of. */
  readonly refiltered: readonly string[];
  readonly warned: readonly string[];
  /** Who finds what nobody had consumed before the filters were changed. */
  readonly kept: readonly string[];
}

const inPlace = { refiltered: [], warned: [], kept: ["finder", "keeper"] };

const clouds: Readonly<Record<Cloud, Expected>> = {
  aws: { code: [], ...inPlace },
  // "You can't change or remove the filter": https://cloud.google.com/pubsub/docs/subscription-message-filter
  gcp: {
    code: ["replace gcp:storage/bucketObject:BucketObject"],
    refiltered: [
      "replace gcp:pubsub/subscription:Subscription",
      "replace gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember",
    ],
    warned: ["mail-clerk-queue-delivery", "mail-returned-delivery"],
    kept: ["keeper"],
  },
  azure: { code: ["replace azure-native:storage:Blob"], ...inPlace },
  cloudflare: { code: [], ...inPlace },
};

for (const [cloud, { code, refiltered, warned, kept }] of cases(clouds, 1)) {
  /** The steps below build on each other. */
  describe(`queues and topics that are deployed on ${cloud}`, function () {
    this.timeout(4 * minutes);
    let project: TestProject;

    const use = (main: string): void => project.use(main, { "messages:cloud": cloud });
    const up = (): Promise<string> => project.pulumi.run("up", "--yes", "--skip-preview");

    before(async function () {
      this.timeout(buildTime);
      project = await openProject("messages");
      use("first.ts");
      await up();
    });
    after(() => project.close());

    /** What a preview would do besides updates and new things: each once. */
    async function losses(): Promise<readonly string[]> {
      const steps = await project.pulumi.previewSteps();
      return [...new Set(steps.filter((step) => !/^(?:update|create) /.test(step)))];
    }

    /** Sends to two queues, and publishes. */
    async function send(to: string): Promise<void> {
      const [address = ""] = Object.values(Object(await project.pulumi.output("urls")));
      const { endpoints } = await project.pulumi.status();
      const response = await fetch(new URL(`/${to}`, localAddress(String(address), endpoints)));
      assert.equal(await response.text(), "sent");
    }

    /** Which functions have got a letter, once those have that are waited for. */
    async function gotBy(to: string, awaited: readonly string[]): Promise<readonly string[]> {
      for (const end = Date.now() + minutes; ; await setTimeout(500)) {
        const { stdout } = await project.clone.run(["logs", "--json"], { cwd: project.folder });
        const got = entriesOf(stdout.split("\n")).filter(
          ({ message, fields }) => message === "got" && Object(fields).to === to,
        );
        const names = [...new Set(got.map((entry) => String(entry.function)))].toSorted();
        if (awaited.every((name) => names.includes(name)) || Date.now() > end) return names;
      }
    }

    it("stay as they are when nothing is changed, and work", async () => {
      await send("ann");

      assert.deepEqual(await project.pulumi.previewSteps(), []);
      assert.deepEqual(await gotBy("ann", ["carrier", "clerk"]), ["carrier", "clerk"]);
    });

    it("are changed in place when all settings of their delivery are others", async () => {
      use("changed.ts");

      assert.deepEqual(await losses(), code);
      await up();
      assert.deepEqual(await project.pulumi.previewSteps(), []);
    });

    const what = refiltered.length === 0 ? "are changed in place" : "are replaced, which a preview warns of,";
    it(`${what} when their filters are others`, async () => {
      use("refiltered.ts");

      const said = await project.pulumi.run("preview");

      const lost = said.matchAll(/Delivery "([\w-]+)": .* What waits in the old one is lost/g);
      assert.deepEqual([...new Set([...lost].map(([, name]) => name))].toSorted(), warned);
      assert.deepEqual(await losses(), [...refiltered, ...code].toSorted());
      await up();
    });

    it("are what they were when they, their set and their functions have other names", async () => {
      use("renamed.ts");

      assert.deepEqual(await losses(), code);
      await up();
      assert.deepEqual(await project.pulumi.previewSteps(), []);
    });

    it(`have kept what nobody had consumed${kept.length === 2 ? "" : ", but for what was warned of"}`, async () => {
      const got = await gotBy("ann", kept);

      assert.deepEqual(
        got.filter((name) => name === "keeper" || name === "finder"),
        kept,
      );
    });

    it("bring their messages to the renamed functions", async () => {
      const consumers = ["driver", "finder", "keeper", "manager"];

      await send("bob");

      assert.deepEqual(await gotBy("bob", consumers), consumers);
    });

    it("go without a trace, with their dead letters, subscriptions and grants", async () => {
      await project.pulumi.run("destroy", "--yes", "--skip-preview");

      assert.deepEqual((await project.pulumi.status()).resources, {});
    });
  });
}

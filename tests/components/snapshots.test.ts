import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { type Cloud, clouds } from "fourfold";
import type { EvaluatedStack } from "fourfold/testing";
import { parse, stringify } from "yaml";
import { deployBudgeted } from "./budget/deployment.ts";
import { deploySample, deploySet } from "./deployment.ts";
import { live, nightly, pair } from "./fixtures/sample.ts";
import { graphOf } from "./graph.ts";
import { deployMessages } from "./messages/deployment.ts";
import { deploySecrets } from "./secrets/deployment.ts";
import { deployTables } from "./tables/deployment.ts";

/**
 * Everything that is deployed, so that nothing changes unseen. What matters is asserted by name in the other tests.
 * `npm run gen:snapshots` writes them anew: read the difference before you commit it.
 */
const stacks: Readonly<Record<Cloud, Readonly<Record<string, () => Promise<EvaluatedStack>>>>> = {
  aws: {
    "one function": () => deploySample("aws", { foundation: { tags: { team: "acme" } } }),
    "several routes": () => deploySet(pair, "aws"),
    streaming: () => deploySet(live, "aws"),
    schedule: () => deploySet(nightly, "aws", bound),
    messages: () => deployMessages("aws"),
    secrets: () => deploySecrets("aws"),
    tables: () => deployTables("aws"),
    "a budget": () => deployBudgeted("aws"),
  },
  gcp: {
    "one function": () => deploySample("gcp", { foundation: { tags: { team: "acme" } } }),
    schedule: () => deploySet(nightly, "gcp", bound),
    messages: () => deployMessages("gcp"),
    secrets: () => deploySecrets("gcp"),
    tables: () => deployTables("gcp"),
    "a budget": () => deployBudgeted("gcp"),
  },
  azure: {
    "one function": () => deploySample("azure", { foundation: { tags: { team: "acme" } } }),
    schedule: () => deploySet(nightly, "azure", bound),
    messages: () => deployMessages("azure"),
    secrets: () => deploySecrets("azure"),
    tables: () => deployTables("azure"),
    "a budget": () => deployBudgeted("azure"),
  },
  cloudflare: {
    "one function": () => deploySample("cloudflare", { foundation: { tags: { team: "acme" } } }),
    "several routes": () => deploySet(pair, "cloudflare", { cloudflare: { zone } }),
    schedule: () => deploySet(nightly, "cloudflare", bound),
    messages: () => deployMessages("cloudflare"),
    secrets: () => deploySecrets("cloudflare"),
    tables: () => deployTables("cloudflare"),
    "a budget": () => deployBudgeted("cloudflare"),
  },
};

const bound = { bind: { flags: { beta: true } } };
const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "api.acme.example" };

const folder = new URL("./snapshots/", import.meta.url);
const isUpdate = process.env.UPDATE_SNAPSHOTS === "1";

async function snapshotOf(cloud: Cloud): Promise<string> {
  const graphs: Record<string, unknown> = {};
  for (const [name, deploy] of Object.entries(stacks[cloud])) graphs[name] = graphOf(await deploy(), await deploy());
  return `# Written by \`npm run gen:snapshots\`.\n${stringify(graphs, { lineWidth: 0 })}`;
}

describe("the whole resource graph", () => {
  it("is never rewritten in CI", () => {
    assert.ok(!(isUpdate && process.env.CI), "UPDATE_SNAPSHOTS is set in CI");
  });

  for (const cloud of clouds) {
    it(`on ${cloud} is the one of snapshots/${cloud}.yaml`, async () => {
      const file = new URL(`${cloud}.yaml`, folder);

      const actual = await snapshotOf(cloud);

      if (isUpdate && !process.env.CI) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, actual);
      }
      assert.ok(existsSync(file), "There is no snapshot: `npm run gen:snapshots` writes it.");
      const expected = readFileSync(file, "utf8");
      assert.deepEqual(parse(actual), parse(expected), "If that is meant to be so: `npm run gen:snapshots`.");
      assert.equal(actual, expected);
    });
  }
});

import assert from "node:assert/strict";
import { join } from "node:path";
import { type Cloud, clouds } from "fourfold";
import { ensurePulumi } from "../../../tools/pulumi/build.ts";
import { type Clone, createClone } from "../../support/clone.ts";
import { readStore } from "../../support/store.ts";
import { toComparable } from "./comparable.ts";
import { parseExport } from "./exported.ts";
import { deployInMemory } from "./in-memory.ts";
import { countsOf, openPulumi, type Pulumi } from "./pulumi.ts";

const minutes = 60_000;

/** Vaults can be recovered for some days: https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
const deletedVault = /^azure\/keyvault\/deleted\/shop-azure-(invi|sign)-/;

/** The whole shop on one cloud, by the real engine. The steps build on each other. */
export function describeWholeShop(cloud: Cloud, { deletedVaults = 0 } = {}): void {
  describe(`the whole shop on the real Pulumi engine, on ${cloud}`, function () {
    this.timeout(5 * minutes);
    let clone: Clone;
    let pulumi: Pulumi;

    before(async function () {
      this.timeout(15 * minutes); // Where no Pulumi is installed it is built, once.
      const executable = await ensurePulumi();
      clone = createClone("shop");
      clone.edit("Pulumi.dev.yaml", `[${clouds.join(", ")}]`, `[${cloud}]`);
      pulumi = openPulumi(clone, clone.folder, executable);
    });
    after(async () => {
      await pulumi.stop();
      clone.remove();
    });

    it("is created, and its API is healthy", async () => {
      const output = await pulumi.run("up", "--yes", "--skip-preview");

      const { endpoints } = await pulumi.status();
      const healths = await Promise.all(endpoints.map(async ({ url }) => (await fetch(`${url}/health`)).status));
      assert.deepEqual(Object.keys(countsOf(output)), ["created"]);
      // Functions that only their cloud calls let nobody in.
      assert.equal(healths.filter((status) => status === 200).length, 1, healths.join());
    });

    it("is what the in-memory engine makes of the program: URNs, parents, dependencies, providers, inputs and options", async () => {
      const real = parseExport(await pulumi.run("stack", "export", "--show-secrets")).resources;

      const inMemory = await deployInMemory(clone.folder, join(clone.folder, ".fourfold", "in-memory"));

      assert.ok(real.length > 60);
      assert.deepEqual(toComparable(inMemory), toComparable(real));
    });

    it("is deleted, and leaves nothing but what its cloud keeps", async () => {
      const output = await pulumi.run("destroy", "--yes", "--skip-preview");

      const { resources } = await pulumi.status();
      await pulumi.stop();
      assert.deepEqual(Object.keys(countsOf(output)), ["deleted"]);
      assert.deepEqual([resources, await pulumi.resources()], [{}, []]);
      const kept = readStore(clone.folder);
      assert.equal(kept.resources, 0);
      assert.equal(kept.values.filter((name) => deletedVault.test(name)).length, deletedVaults);
    });
  });
}

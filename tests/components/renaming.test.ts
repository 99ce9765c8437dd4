import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import { deploy, Foundation, FunctionSet, type FunctionSetOptions } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { deploySample, deploySet, places } from "./deployment.ts";
import { renamed, renamedPair } from "./fixtures/renamed.ts";
import { pair, sample } from "./fixtures/sample.ts";

const zone = { zone: { id: "023e105f4ecef8ad9ca31a8372d0c353", hostname: "shop.acme.example" } };

/** What carries code under the hash of its content: other code is always another object. A function's name is in its code. */
const codeTypes: readonly string[] = ["gcp:storage/bucketObject:BucketObject", "azure-native:storage:Blob"];

/** What the cloud has, by its own identifiers. */
function held(stack: EvaluatedStack): readonly string[] {
  const resources = stack.resources.filter(({ type }) => !/^(?:pulumi|fourfold):/.test(type));
  return resources
    .filter(({ type }) => !codeTypes.includes(type))
    .map(({ type, id }) => `${type} ${id}`)
    .sort();
}

function addressesOf(stack: EvaluatedStack): readonly unknown[] {
  return Object.values(Object(stack.outputs.urls));
}

/** Deploys the renamed set where the sample was. */
function deployRenamed(cloud: Cloud, after: EvaluatedStack, name: string, options: FunctionSetOptions) {
  return evaluate(
    () => {
      const on = new Foundation("acme", { cloud, ...places });
      const args = { cloud, on, protection: "destroy", bind: { switches: { beta: true } } } as const;
      return { urls: new FunctionSet(name, deploy(renamed, args), options).urls };
    },
    { after },
  );
}

describe("renaming", () => {
  for (const cloud of clouds) {
    it(`a set's component, with an alias, replaces nothing on ${cloud}`, async () => {
      const before = await deploySample(cloud);

      const after = await evaluate(
        () => {
          const on = new Foundation("acme", { cloud, ...places });
          const args = { cloud, on, protection: "destroy", bind: { flags: { beta: true } } } as const;
          const set = new FunctionSet("boutique", deploy(sample, args), { aliases: [{ name: "sample" }] });
          return { urls: set.urls };
        },
        { after: before },
      );

      assert.equal(after.error, undefined);
      const replaced = Object.keys(after.changes).filter((operation) => !["same", "update"].includes(operation));
      assert.deepEqual(replaced, []);
      assert.deepEqual(held(after), held(before));
    });

    it(`a function, its set and its resource replaces nothing but code on ${cloud}`, async () => {
      const before = await deploySample(cloud);

      const after = await deployRenamed(cloud, before, "sample", {});

      assert.equal(after.error, undefined);
      assert.deepEqual(held(after), held(before));
      assert.deepEqual(addressesOf(after), addressesOf(before));
    });

    it(`a function and the set's component at once replaces nothing but code on ${cloud}`, async () => {
      const before = await deploySample(cloud);

      const after = await deployRenamed(cloud, before, "boutique", { aliases: [{ name: "sample" }] });

      assert.equal(after.error, undefined);
      assert.deepEqual(held(after), held(before));
      assert.deepEqual(addressesOf(after), addressesOf(before));
    });
  }

  for (const cloud of ["aws", "cloudflare"] as const) {
    it(`one of several functions behind one address replaces nothing on ${cloud}`, async () => {
      const changes = { cloudflare: zone };
      const before = await deploySet(pair, cloud, changes);

      const after = await deploySet(renamedPair, cloud, changes, { after: before });

      assert.equal(after.error, undefined);
      assert.deepEqual(held(after), held(before));
    });
  }

  it("without `was` makes a new function, and deletes the old one", async () => {
    const before = await deploySet(pair, "aws");
    const { was: _, ...office } = renamedPair.functions.office;
    const forgotten = { ...renamedPair, functions: { ...renamedPair.functions, office } };

    const after = await deploySet(forgotten, "aws", {}, { after: before });

    assert.notDeepEqual(held(after), held(before));
    assert.ok(Number(after.changes.delete) > 0);
  });
});

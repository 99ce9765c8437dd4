import assert from "node:assert/strict";
import { compare } from "bcryptjs";
import { type Deployment, deploymentOn } from "../deployment.ts";

// What each type answers: https://www.pulumi.com/registry/packages/random/
describe("the random provider", () => {
  let deployment: Deployment;
  before(async () => {
    deployment = await deploymentOn("random");
  });
  after(() => deployment.stop());
  const create = (name: string, inputs: Readonly<Record<string, unknown>>) => {
    const module = name.charAt(0).toLowerCase() + name.slice(1);
    return deployment.create(`random:index/${module}:${name}`, "value", inputs);
  };

  it("RandomId spells the same bytes in four ways, with a prefix that its id does not have", async () => {
    const { id, outputs } = await create("RandomId", { byteLength: 4, prefix: "p-" });

    const bytes = Buffer.from(id, "base64url");
    assert.equal(bytes.length, 4);
    assert.equal(outputs.hex, `p-${bytes.toString("hex")}`);
    assert.equal(outputs.dec, `p-${bytes.readUInt32BE()}`);
    assert.equal(outputs.b64Std, `p-${bytes.toString("base64")}`);
    assert.equal(outputs.b64Url, `p-${id}`);
  });

  it("RandomInteger stays in its range, both ends included", async () => {
    const drawn = await Promise.all(Array.from({ length: 100 }, () => create("RandomInteger", { min: 1, max: 3 })));

    assert.deepEqual([...new Set(drawn.map(({ outputs }) => outputs.result))].sort(), [1, 2, 3]);
    assert.ok(drawn.every(({ id, outputs }) => id === String(outputs.result)));
  });

  it("RandomInteger and RandomShuffle repeat themselves for the same seed", async () => {
    const integers = [1, 2].map(() => create("RandomInteger", { min: 0, max: 1_000_000, seed: "s" }));
    const shuffles = [1, 2].map(() => create("RandomShuffle", { inputs: ["a", "b", "c", "d"], seed: "s" }));

    const [first, second] = await Promise.all(integers);
    const [third, fourth] = await Promise.all(shuffles);

    assert.equal(first?.outputs.result, second?.outputs.result);
    assert.deepEqual(third?.outputs.results, fourth?.outputs.results);
  });

  it("RandomShuffle gives every item as often as any other, or only as many as are asked for", async () => {
    const all = await create("RandomShuffle", { inputs: ["a", "b", "c"] });
    const more = await create("RandomShuffle", { inputs: ["a", "b", "c"], resultCount: 6 });
    const fewer = await create("RandomShuffle", { inputs: ["a", "b", "c"], resultCount: 1 });

    const sorted = ({ outputs }: typeof all) => (Array.isArray(outputs.results) ? [...outputs.results].sort() : []);
    assert.deepEqual(sorted(all), ["a", "b", "c"]);
    assert.deepEqual(sorted(more), ["a", "a", "b", "b", "c", "c"]);
    assert.equal(sorted(fewer).length, 1);
  });

  it("RandomString has the length and the characters that are asked for", async () => {
    const inputs = { length: 12, special: false, upper: false, minNumeric: 10, minLower: 2 };

    const { id, outputs } = await create("RandomString", inputs);

    assert.equal(id, outputs.result);
    assert.match(id, /^[a-z0-9]{12}$/);
    assert.equal(id.replaceAll(/[^0-9]/g, "").length, 10);
  });

  it("RandomString and RandomPassword have at least minUpper and minSpecial of their kind", async () => {
    for (const name of ["RandomString", "RandomPassword"]) {
      const { outputs } = await create(name, { length: 9, minUpper: 5, minSpecial: 4 });

      const text = String(outputs.result);
      assert.deepEqual([text.replaceAll(/[^A-Z]/g, "").length, text.replaceAll(/[A-Z]/g, "").length], [5, 4], text);
    }
  });

  it("RandomString takes other special characters, and the old name of `numeric`", async () => {
    const inputs = { length: 20, overrideSpecial: "_", lower: false, upper: false, number: false };

    assert.equal((await create("RandomString", inputs)).id, "_".repeat(20));
  });

  it("RandomPassword has no telling id, and a hash that fits", async () => {
    const { id, outputs } = await create("RandomPassword", { length: 20 });

    assert.equal(id, "none");
    assert.equal(String(outputs.result).length, 20);
    assert.ok(await compare(String(outputs.result), String(outputs.bcryptHash)));
  });

  it("RandomPet has as many words as are asked for, after the prefix", async () => {
    const usual = await create("RandomPet", {});
    const long = await create("RandomPet", { length: 4, prefix: "shop", separator: "_" });

    assert.match(usual.id, /^[a-z]+-[a-z]+$/);
    assert.match(long.id, /^shop(?:_[a-z]+){4}$/);
  });

  it("RandomUuid is a version 4 UUID", async () => {
    const { id, outputs } = await create("RandomUuid", {});

    assert.equal(id, outputs.result);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("draws again when anything changes, keepers too", async () => {
    const { urn } = await create("RandomPet", { keepers: { release: "1" } });
    const request = { urn, id: "x", olds: {}, ignoreChanges: [] };

    const { replaces } = await deployment.provider.diff({
      ...request,
      oldInputs: { keepers: { release: "1" } },
      news: { keepers: { release: "2" }, length: 3 },
    });

    assert.deepEqual(replaces, ["keepers", "length"]);
  });
});

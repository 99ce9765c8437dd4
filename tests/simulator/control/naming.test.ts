import assert from "node:assert/strict";
import type { Naming, Properties, ProviderKind } from "../../../kit/simulator/contract.ts";
import type { CheckRequest } from "../../../kit/simulator/control/protocol.ts";
import { unknownValue } from "../../../kit/simulator/control/wire.ts";
import { createFakeCloud, thing, urnOf } from "../support/fake-cloud.ts";

// How Pulumi names: https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
describe("names", () => {
  const check = async (request: Partial<CheckRequest> = {}, naming: Partial<Naming> = {}, logical = "my-thing") => {
    const given: Naming = {
      property: "name",
      max: 20,
      pattern: /^[a-z][a-z0-9-]*$/,
      refused: [],
      source: "https://vendor.example/names",
    };
    const cloud = createFakeCloud({ ...thing, naming: { ...given, ...naming } });
    const news = { size: 1, ...request.news };
    const answer = await cloud.configure().check({ urn: urnOf(logical), olds: undefined, ...request, news });
    await cloud.world.end();
    return { name: answer.inputs.name, failures: answer.failures.map(({ reason }) => reason) };
  };

  const checked = async (kind: ProviderKind, news: Properties, olds?: Properties): Promise<Properties> => {
    const cloud = createFakeCloud({}, true, kind);
    const { inputs } = await cloud.configure().check({ urn: urnOf("my-thing"), olds, news });
    await cloud.world.end();
    return inputs;
  };

  it("are made of the logical name and seven random hexadecimal digits", async () => {
    const [first, second] = [await check(), await check()];

    assert.match(String(first.name), /^my-thing-[0-9a-f]{7}$/);
    assert.notEqual(first.name, second.name);
  });

  it("are the same for the same seed of the engine, and differ between resources", async () => {
    const randomSeed = new Uint8Array([1, 2, 3]);
    const names = [await check({ randomSeed }), await check({ randomSeed }), await check({ randomSeed }, {}, "other")];

    assert.equal(names[0]?.name, names[1]?.name);
    assert.notEqual(String(names[0]?.name).slice(-7), String(names[2]?.name).slice(-7));
  });

  it("stay what they were", async () => {
    assert.equal((await check({ olds: { name: "as-before" } })).name, "as-before");
  });

  // https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go (applyDefaults)
  it("are made when the program gives none any more, by a bridged provider", async () => {
    const given = await checked("bridged", { size: 1, name: "mine" });
    const made = await checked("bridged", { size: 1 }, given);
    const again = await checked("bridged", { size: 1 }, made);

    assert.deepEqual(given.__defaults, []);
    assert.match(String(made.name), /^my-thing-[0-9a-f]{7}$/);
    assert.deepEqual(made.__defaults, ["name"]);
    assert.deepEqual(again, made);
  });

  // https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (getDefaultName)
  it("stay when the program gives none any more, with a native provider", async () => {
    const given = await checked("native", { size: 1, name: "mine" });
    const kept = await checked("native", { size: 1 }, given);
    const made = await checked("native", { size: 1 });
    const again = await checked("native", { size: 1 }, made);

    assert.deepEqual(kept, { size: 1, name: "mine" });
    assert.equal(made.__createBeforeDelete, true);
    assert.deepEqual(again, made);
  });

  it("are taken from the program when it gives one, also one that is not known yet", async () => {
    assert.equal((await check({ news: { name: "mine" }, olds: { name: "as-before" } })).name, "mine");
    assert.deepEqual(await check({ news: { name: unknownValue } }), { name: unknownValue, failures: [] });
  });

  it("lose everything but letters and digits where the cloud wants them plain", async () => {
    assert.match(String((await check({}, { plain: true }, "My_Thing")).name), /^mything[0-9a-f]{8}$/);
  });

  it("are parted by what the cloud allows", async () => {
    assert.match(String((await check({}, { separator: "0" })).name), /^my-thing0[0-9a-f]{7}$/);
  });

  it("are required where the provider makes none", async () => {
    assert.deepEqual(await check({}, { generated: false }), {
      name: undefined,
      failures: ["is required: no name is generated for it (https://vendor.example/names)."],
    });
  });

  it("are refused when they are too long or too short, given or generated", async () => {
    const long = await check({ news: { name: "a".repeat(21) } });
    const generated = await check({}, {}, "a-very-long-name");
    const short = await check({ news: { name: "ab" } }, { min: 3 });

    assert.match(String(long.failures), /must have from 1 to 20 characters, but "a{21}" has 21/);
    assert.match(String(generated.failures), /has 24 \(https:\/\/vendor\.example\/names\)/);
    assert.match(String(short.failures), /must have from 3 to 20 characters/);
  });

  it("are refused when the cloud does not allow their characters", async () => {
    assert.deepEqual((await check({ news: { name: "Ab" } })).failures, [
      'must match /^[a-z][a-z0-9-]*$/, but is "Ab" (https://vendor.example/names).',
    ]);
  });

  it("follow the stack's autonaming", async () => {
    const proposedName = "from-config";
    const enforced = await check({ autonaming: { proposedName, mode: "enforce" } });
    const proposed = await check({ autonaming: { proposedName, mode: "propose" } }, { plain: true });
    const disabled = await check({ autonaming: { proposedName: "", mode: "disable" } });

    assert.equal(enforced.name, "from-config");
    assert.equal(proposed.name, "fromconfig");
    assert.deepEqual([disabled.name, disabled.failures.length], [undefined, 1]);
  });
});

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { isArchive, isAsset, unknownValue } from "../../../kit/simulator/control/wire.ts";
import { createFakeCloud, type FakeCloud, urnOf } from "../support/fake-cloud.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const signature = "4dabf18193072939515e22adb298388d";
const asset = (content: object) => ({ [signature]: "c44067f5952c0a294b673a41bacd8c17", ...content });
const archive = (content: object) => ({ [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", ...content });

describe("a provider's check", () => {
  let cloud: FakeCloud;
  beforeEach(() => {
    cloud = createFakeCloud();
  });
  afterEach(() => cloud.world.end());

  const complaints = async (news: object, strict = false) => {
    const provider = cloud.configure({ strict });
    const { failures } = await provider.check({ urn: urnOf("thing"), olds: undefined, news: { name: "abc", ...news } });
    return failures.map(({ property, reason }) => `${property} ${reason}`);
  };

  it("accepts what the types, the rules and the tables allow", async () => {
    const network = { zone: "z", mtu: 1 };
    const inputs = {
      size: 100,
      mode: "fast",
      code: archive({ assets: {} }),
      list: [{ port: 1 }],
      tags: { a: "b" },
      network,
    };

    assert.deepEqual(await complaints(inputs), []);
  });

  const refused: Readonly<Record<string, readonly [object, readonly string[]]>> = {
    "a missing property": [{}, ["size is required."]],
    "a missing property below another": [{ size: 1, network: {} }, ["network.zone is required."]],
    "an unknown property": [{ size: 1, colour: "red" }, ["colour is not a property here."]],
    "a misspelt property, with the right one": [
      { size: 1, network: { zone: "z", mtv: 1 } },
      ['network.mtv is not a property here. Did you mean "mtu"?'],
    ],
    "the name of something every object has": [{ size: 1, constructor: 1 }, ["constructor is not a property here."]],
    "a text for a number": [{ size: "1" }, ['size must be a number, not the string "1".']],
    "a list for a map": [{ size: 1, tags: ["a"] }, ["tags must be a map, not a list."]],
    "an object for a list": [{ size: 1, list: { port: 1 } }, ["list must be a list, not an object."]],
    "a wrong item of a list": [
      { size: 1, list: [{ port: 1 }, { port: "2" }] },
      ['list[1].port must be a number, not the string "2".'],
    ],
    "a wrong member of a map": [{ size: 1, tags: { a: 1 } }, ["tags.a must be a string, not the number 1."]],
    "a text for an asset": [
      { size: 1, code: "export {}" },
      ['code must be an asset or archive, not the string "export {}".'],
    ],
    "an asset for an object": [{ size: 1, network: asset({ text: "" }) }, ["network must be an object, not an asset."]],
    "a value that the SDK does not know": [
      { size: 1, mode: "medium" },
      ['mode "medium" is not one of the values that @pulumi/aws 1.2.3 knows: "fast", "slow".'],
    ],
    "what no alternative accepts": [{ size: 1, policy: 1 }, ["policy must be a string, not the number 1."]],
    "what breaks a rule, with the rule and the vendor's page": [
      { size: 101 },
      ["size must be at most `limit`, or 100, but is 101 (https://vendor.example/limits)."],
    ],
    "an item that breaks a rule": [
      { size: 1, list: [{ port: 80 }, { port: 70_000 }] },
      ["list.port must be below 65,536, but is 70000 (https://vendor.example/ports)."],
    ],
    "a property that the simulator does not know": [
      { size: 1, secretive: "x" },
      [
        "secretive SimulatorLimit: the simulator does not know what aws:test/thing:Thing does with this property. Leave it out on simulated clouds. A real `pulumi up` deploys it as it is.",
      ],
    ],
  };
  for (const [name, [inputs, expected]] of Object.entries(refused)) {
    it(`refuses ${name}`, async () => {
      assert.deepEqual(await complaints(inputs), expected);
    });
  }

  it("takes properties without effect, and refuses them when it is strict", async () => {
    const inputs = { size: 1, note: "hello", network: { zone: "z", mtu: 1 } };

    assert.deepEqual(await complaints(inputs), []);
    const wayOut = "Leave it out on simulated clouds, or start them without `--strict` (https://vendor.example/thing).";
    const refusal = "has no effect in the simulator's aws:test/thing:Thing, and `--strict` refuses that";
    assert.deepEqual(await complaints(inputs, true), [
      `note ${refusal}. Nobody reads it. ${wayOut}`,
      `network.mtu ${refusal}. Nothing is sent over a wire. ${wayOut}`,
    ]);
  });

  it("takes values that a preview does not know yet, and leaves rules that need them for later", async () => {
    const unknown = { size: unknownValue, mode: unknownValue, code: unknownValue, network: unknownValue };

    assert.deepEqual(await complaints(unknown), []);
    assert.deepEqual(await complaints({ size: 500, limit: unknownValue }), [
      "limit SimulatorLimit: the simulator does not know what aws:test/thing:Thing does with this property. Leave it out on simulated clouds. A real `pulumi up` deploys it as it is.",
    ]);
    assert.match((await complaints({ size: 500, note: unknownValue })).join(), /must be at most/);
  });

  it("opens secrets and puts ids in the place of resources", async () => {
    const secret = { [signature]: "1b47061264138c4ac30d75fd1eb44270", value: 5 };
    const resource = { [signature]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn", id: "the-id" };

    const { inputs, failures } = await cloud
      .configure()
      .check({ urn: urnOf("thing"), olds: undefined, news: { name: "abc", size: secret, tags: { a: resource } } });

    assert.deepEqual(failures, []);
    assert.deepEqual(inputs, { name: "abc", __defaults: [], size: 5, tags: { a: "the-id" } });
  });
});

describe("assets in a provider's check", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  before(() => {
    folder = createTemporaryFolder();
  });
  after(() => folder.remove());
  const check = async (code: object) => {
    const cloud = createFakeCloud();
    const news = { name: "abc", size: 1, code };
    const answer = await cloud.configure().check({ urn: urnOf("thing"), olds: undefined, news });
    await cloud.world.end();
    return answer;
  };
  const hashOf = async (code: object) => {
    const { inputs } = await check(code);
    return isArchive(inputs.code) || isAsset(inputs.code) ? inputs.code.hash : undefined;
  };

  it("get the hash of their content, so that a change behind the same path is seen", async () => {
    const path = join(folder.path, "a.mjs");
    writeFileSync(path, "1");
    const before = await hashOf(asset({ path }));
    writeFileSync(path, "2");

    const after = await hashOf(asset({ path }));

    assert.match(String(before), /^[0-9a-f]{64}$/);
    assert.notEqual(before, after);
  });

  it("keep the hash that the engine gave them", async () => {
    assert.equal(await hashOf(archive({ path: "/not/here", hash: "abc" })), "abc");
  });

  it("are refused when they cannot be read", async () => {
    const { failures } = await check(archive({ path: join(folder.path, "missing") }));

    assert.deepEqual(
      failures.map(({ property }) => property),
      ["code"],
    );
    assert.match(String(failures[0]?.reason), /missing.* does not exist/);
  });
});

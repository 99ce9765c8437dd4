import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { asset, secret } from "@pulumi/pulumi";
import { type GivenResource, type PolicyOptions, unknownValue, verdictOf } from "../../../kit/testing/index.ts";
import { analyzeRequest, type Registered, stackRequest, violationOf } from "../../policies/pack/requests.ts";
import { type Configuration, type ServedPack, servePack } from "../../policies/pack/server.ts";
import { policies } from "./pack/policies.ts";

/** What an engine makes of the pack's own levels and defaults, before it configures the pack. */
const configuration = {
  told: { level: "ADVISORY", properties: { limit: 3 } },
  read: { level: "MANDATORY", properties: {} },
  listed: { level: "ADVISORY", properties: {} },
  pets: { level: "MANDATORY", properties: {} },
  fixed: { level: "REMEDIATE", properties: {} },
  failing: { level: "ADVISORY", properties: {} },
  stack: { level: "MANDATORY", properties: {} },
} as const satisfies Configuration;

/** A test's resources and options, and what the engine sends of them. */
interface Case {
  readonly given: readonly GivenResource[];
  readonly sent: readonly Registered[];
  readonly options?: PolicyOptions;
  readonly configured?: Configuration;
  readonly tags?: Readonly<Record<string, string>>;
}

const signature = "4dabf18193072939515e22adb298388d";
const mark = (kind: string) => ({ [signature]: kind });
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const hidden = (value: unknown) => ({ ...mark("1b47061264138c4ac30d75fd1eb44270"), value });
const file = (path: string) => ({ ...mark("c44067f5952c0a294b673a41bacd8c17"), path });

const type = "acme:index:Door";
const urnOf = (name: string, of = type) => `urn:pulumi:stack::project::${of}::${name}`;
const door = (inputs: Registered["inputs"]): Registered => ({ type, name: "front", urn: urnOf("front"), inputs });
const one = (inputs: GivenResource["inputs"], sent: Registered["inputs"] = inputs): Case => ({
  given: [{ type, name: "front", inputs }],
  sent: [door(sent)],
});

const europe = { type: "pulumi:providers:acme", name: "europe", inputs: { region: "eu" } };
const house = { type: "acme:index:House", name: "house", inputs: {} };
const houseUrn = urnOf("house", house.type);
const key = { type: "acme:index:Key", name: "key", inputs: {} };
const keyUrn = urnOf("key", key.type);

const cases: Readonly<Record<string, Case>> = {
  "plain values": one({ door: false, wood: "oak", bolts: [1, { of: null }] }),
  "a value that is not known": one({ key: unknownValue }, { key: unknown }),
  "one deep inside that is not known": one(
    { frame: { lock: { key: unknownValue } } },
    { frame: { lock: { key: unknown } } },
  ),
  "one in a list that is not known": one({ keys: ["a", unknownValue] }, { keys: ["a", unknown] }),
  "a secret": one({ word: secret("sesame") }, { word: hidden("sesame") }),
  "a secret deep inside that is not known": one(
    { frame: { word: secret(unknownValue) } },
    { frame: { word: hidden(unknown) } },
  ),
  "an archive of assets": one(
    { code: new asset.AssetArchive({ "index.js": new asset.FileAsset("code/index.js") }) },
    { code: { ...mark("0def7320c3a5731c473e5ecbe6d01bc7"), assets: { "index.js": file("code/index.js") } } },
  ),
  "a remediation, which keeps a secret secret": one(
    { door: true, word: secret("sesame"), window: true },
    { door: true, word: hidden("sesame"), window: true },
  ),
  "a remediation of what is not known": one({ door: true, word: unknownValue }, { door: true, word: unknown }),
  "a type that a policy is about": {
    given: [{ type: "random:index/randomPet:RandomPet", name: "pet", inputs: { length: 2 } }],
    sent: [
      {
        ...{ type: "random:index/randomPet:RandomPet", name: "pet" },
        ...{ urn: urnOf("pet", "random:index/randomPet:RandomPet"), inputs: { length: 2 } },
      },
    ],
  },
  "options, a parent, a provider, and what it depends on": {
    given: [
      ...[europe, house, key],
      {
        ...{ type, name: "front", inputs: { key: unknownValue }, outputs: { key: "k1", arn: "a1" } },
        ...{ parent: "house", provider: "europe", dependencies: ["key"], propertyDependencies: { key: ["key"] } },
        ...{ protect: true, ignoreChanges: ["word"], aliases: ["urn:old"], additionalSecretOutputs: ["arn"] },
        ...{ deleteBeforeReplace: true, customTimeouts: { create: 60 } },
      },
    ],
    sent: [
      { ...europe, urn: urnOf("europe", europe.type) },
      { ...house, urn: houseUrn },
      { ...key, urn: keyUrn },
      {
        ...{ ...door({ key: unknown }), outputs: { key: "k1", arn: "a1" }, parent: houseUrn },
        ...{ providedBy: { ...europe, urn: urnOf("europe", europe.type) } },
        ...{ dependencies: [keyUrn], propertyDependencies: { key: [keyUrn] } },
        ...{ protect: true, ignoreChanges: ["word"], aliases: ["urn:old"], additionalSecretOutputs: ["arn"] },
        ...{ deleteBeforeReplace: true, createTimeout: 60 },
      },
    ],
  },
  "a configuration, and tags of the stack": {
    ...one({ window: true }),
    options: {
      config: {
        all: "mandatory",
        told: { limit: 7, names: ["a"] },
        read: "disabled",
        fixed: { enforcementLevel: "advisory" },
      },
      tags: { team: "shop" },
    },
    configured: {
      told: { level: "MANDATORY", properties: { limit: 7, names: ["a"] } },
      read: { level: "DISABLED", properties: {} },
      listed: { level: "MANDATORY", properties: {} },
      pets: { level: "MANDATORY", properties: {} },
      fixed: { level: "ADVISORY", properties: {} },
      failing: { level: "MANDATORY", properties: {} },
      stack: { level: "MANDATORY", properties: {} },
    },
    tags: { team: "shop" },
  },
};

/** Inputs of a remediation with open secrets, as a test sees them. */
const opened = (inputs: unknown): unknown =>
  JSON.parse(JSON.stringify(inputs), (_, value) =>
    Object.keys(value ?? {}).includes(signature) ? value.value : value,
  );

/** What the pack says when an engine asks it: each resource is remediated and validated, and at the end the stack is. */
async function saidBy(pack: ServedPack, asked: Case) {
  await pack.configure(asked.configured ?? configuration);
  await pack.configureStack(asked.tags ?? {});
  const violations: object[] = [];
  const remedied: Registered[] = [];
  const remediations: unknown[] = [];
  for (const resource of asked.sent) {
    const changes = (await pack.remediate(analyzeRequest(resource))).getRemediationsList();
    for (const change of changes.filter((each) => each.getDiagnostic() !== ""))
      violations.push({
        ...{ policy: change.getPolicyname(), level: "advisory", urn: resource.urn, message: change.getDiagnostic() },
      });
    const inputs = changes.map((change) => change.getProperties()?.toJavaScript()).find((each) => each !== undefined);
    if (inputs !== undefined) remediations.push(inputs);
    const now = { ...resource, inputs: inputs ?? resource.inputs };
    remedied.push(now);
    const found = (await pack.analyze(analyzeRequest(now))).getDiagnosticsList().map(violationOf);
    violations.push(...found.map((each) => ({ ...each, urn: each.urn || resource.urn })));
  }
  const atEnd = (await pack.analyzeStack(stackRequest(remedied))).getDiagnosticsList().map(violationOf);
  return {
    violations: [...violations, ...atEnd.map((each) => ({ ...each, urn: each.urn || undefined }))],
    remediations,
  };
}

describe("policies say the same in a test as to Pulumi's engine", () => {
  let pack: ServedPack;
  before(async () => {
    pack = await servePack(fileURLToPath(new URL("pack", import.meta.url)));
  });
  after(() => pack[Symbol.asyncDispose]());

  for (const [name, asked] of Object.entries(cases)) {
    it(`of ${name}`, async () => {
      const { violations, remediations } = await verdictOf(policies, asked.options)(asked.given);
      const expected = await saidBy(pack, asked);

      assert.deepEqual(violations, expected.violations);
      assert.deepEqual(
        remediations.map(({ inputs }) => inputs),
        expected.remediations.map(opened),
      );
      assert.ok(violations.length > asked.given.length, "the policies say nothing");
    });
  }

  it("of a policy that throws: nothing but the error, with the policy's name", async () => {
    const toldByEngine = await saidBy(pack, one({ fails: true })).then(
      () => assert.fail("it does not fail"),
      ({ message }: Error) => message.replace(/^2 UNKNOWN: /, ""),
    );

    await assert.rejects(verdictOf(policies)(one({ fails: true }).given), ({ message }: Error) => {
      assert.deepEqual(message.split("\n").slice(0, 2), toldByEngine.split("\n").slice(0, 2));
      assert.match(message, /^Error validating resource with policy 'failing' .*\nTypeError: It fails\./);
      return true;
    });
  });
});

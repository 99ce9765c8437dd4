import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloudwatch } from "@pulumi/aws";
import type { Policies, PolicyPackConfig, ResourceValidationPolicy } from "@pulumi/policy";
import { asset, ComponentResource, secret } from "@pulumi/pulumi";
import { RandomPassword, RandomPet } from "@pulumi/random";
import { evaluate, unknownValue, verdictOf } from "../../../kit/testing/index.ts";
import { loadPolicySdk } from "../../../kit/testing/policies/sdk.ts";

const pet = "random:index/randomPet:RandomPet";
const petUrn = (name: string) => `urn:pulumi:stack::project::${pet}::${name}`;

const short: ResourceValidationPolicy = {
  name: "short-names",
  description: "Pets have short names.",
  enforcementLevel: "mandatory",
  configSchema: { properties: { atMost: { type: "number", default: 2 } } },
  validateResource({ type, props, getConfig }, report) {
    const { atMost } = getConfig<{ atMost: number }>();
    if (type === pet && props.length > atMost) report(`It has ${props.length} words.`);
  },
};

/** Says which resources there are, with one property of each. */
const listing = (property: string): Policies => [
  {
    name: "listing",
    description: "Lists.",
    validateStack({ resources }, report) {
      for (const { name, parent, props } of resources) report(`${name} in ${parent?.name}: ${props[property]}`);
    },
  },
];

const linesOf = (violations: readonly { readonly message: string }[]) =>
  violations.map(({ message }) => message.split("\n")[1]);

describe("a verdict on resources", () => {
  it("has each violation as data", async () => {
    const { violations } = await verdictOf([short])({ type: pet, name: "rex", inputs: { length: 3 } });

    assert.deepEqual(violations, [
      {
        ...{ policy: "short-names", level: "mandatory", urn: petUrn("rex") },
        message: "Pets have short names.\nIt has 3 words.",
      },
    ]);
  });

  it("is by the configuration that is given", async () => {
    const resource = { type: pet, inputs: { length: 3 } };
    const withConfig = async (config: PolicyPackConfig) =>
      (await verdictOf([short], { config })(resource)).violations.map(({ level }) => level);

    assert.deepEqual(await withConfig({ "short-names": { atMost: 3 } }), []);
    assert.deepEqual(await withConfig({ "short-names": "advisory" }), ["advisory"]);
    assert.deepEqual(await withConfig({ all: "advisory", "short-names": { atMost: 2 } }), ["advisory"]);
  });

  // https://github.com/pulumi/pulumi-policy/blob/main/sdk/nodejs/policy/server.ts
  it("says that a policy cannot be run where it reads what is not known, and does not refuse for it", async () => {
    const { violations } = await verdictOf([short])({ type: pet, inputs: { length: unknownValue } });

    assert.deepEqual(
      violations.map(({ level }) => level),
      ["advisory"],
    );
    assert.match(
      violations[0]?.message ?? "",
      /^can't run policy 'short-names' .* during preview: string value at \.length can't be known during preview$/,
    );
  });

  it("has what a policy changes before it is validated, with secrets that stay secret", async () => {
    const trimmed: ResourceValidationPolicy = {
      ...short,
      enforcementLevel: "remediate",
      remediateResource({ props }) {
        props.length = 2;
        props.prefix = "the";
        return props;
      },
    };
    const resource = { type: pet, name: "rex", inputs: { length: 3, prefix: secret("my") } };

    const { violations, remediations } = await verdictOf([trimmed, ...listing("length")])(resource);

    assert.deepEqual(remediations, [
      {
        ...{ policy: "short-names", urn: petUrn("rex") },
        ...{ inputs: { length: 2, prefix: "the" }, secretInputs: ["prefix"] },
      },
    ]);
    assert.deepEqual(linesOf(violations), ["rex in undefined: 2"]);
  });

  // https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/archive/archive.go
  it("fails with a remediation whose archive the engine would not take", async () => {
    const touched: ResourceValidationPolicy = {
      ...{ name: "touched", description: "Touches.", enforcementLevel: "remediate" },
      remediateResource: ({ props }) => props,
    };
    const code = new asset.AssetArchive({ "index.js": new asset.StringAsset("export {}") });

    await assert.rejects(
      verdictOf([touched])({ type: pet, inputs: { code } }),
      /'touched': unexpected archive contents/,
    );
  });

  it("needs @pulumi/policy, and says how to install it", () => {
    assert.throws(() => loadPolicySdk([join(tmpdir(), "nowhere", "package.json")]), {
      message:
        "Testing policies needs the package @pulumi/policy, which is not installed. Run `npm install --save-dev @pulumi/policy`. [ERR_SDK]",
    });
  });
});

describe("a verdict on a program", () => {
  class House extends ComponentResource {
    constructor(name: string) {
      super("acme:index:House", name);
      new RandomPet("rex", { length: 3 }, { parent: this });
      new cloudwatch.LogGroup("logs", {}, { parent: this });
    }
  }

  it("is about all of its resources, with what is not known in a preview", async () => {
    const stack = await evaluate(() => void new House("house"), { preview: true });

    const { violations } = await verdictOf([short, ...listing("urn")])(stack);
    const aboutArns = await verdictOf(listing("arn"))(stack);

    assert.deepEqual(
      violations.filter(({ policy }) => policy === "short-names").map(({ urn }) => urn),
      [stack.find(pet).urn],
    );
    assert.ok(linesOf(violations).some((line) => line?.startsWith("rex in house: ")));
    assert.match(aboutArns.violations.at(-1)?.message ?? "", /string value at \.arn can't be known during preview/);
  });

  it("keeps secrets secret, and leaves the notes of providers alone", async () => {
    const seen: ResourceValidationPolicy = {
      ...{ name: "seen", description: "Sees.", enforcementLevel: "remediate" },
      validateResource: ({ type, props }, report) => report(`${type} ${Object.keys(props)}`),
      remediateResource: ({ type, props }) => (type.endsWith(":RandomPassword") ? props : undefined),
    };
    const stack = await evaluate(() => void new RandomPassword("word", { length: 8, overrideSpecial: secret("!") }));

    const { violations, remediations } = await verdictOf([seen])(stack);

    assert.deepEqual(remediations[0]?.secretInputs, ["overrideSpecial"]);
    assert.equal(remediations[0]?.inputs.overrideSpecial, "!");
    assert.ok(violations.every(({ message }) => !message.includes("__")));
  });

  // https://github.com/pulumi/pulumi/issues/3950
  it("is not about what the program only reads", async () => {
    const owner = await evaluate(() => void new cloudwatch.LogGroup("logs"));
    const { id } = owner.find("aws:cloudwatch/logGroup:LogGroup");
    const stack = await evaluate(() => void cloudwatch.LogGroup.get("other", id), { providers: owner.providers });

    const { violations } = await verdictOf(listing("urn"))(stack);

    stack.count("aws:cloudwatch/logGroup:LogGroup", 1);
    assert.ok(!linesOf(violations).some((line) => line?.startsWith("other")));
  });

  it("fails where the program has failed", async () => {
    const stack = await evaluate(() => {
      throw new Error("no house");
    });

    await assert.rejects(verdictOf([short])(stack), { name: "AssertionError", message: /no house/ });
  });
});

import assert from "node:assert/strict";
import { createSchemas } from "../../../kit/simulator/control/check/schema.ts";
import { createSimulator, packages, type Simulator } from "../../../kit/simulator/index.ts";

/** What each SDK's provider takes, and the simulator cannot have: it says so. */
const leftOut: Readonly<Record<string, RegExp>> = {
  aws: /^tagPolicyCompliance$/,
  gcp: /CustomEndpoint$|^(?:pulumiAttributionLabelAdditionStrategy|universeDomain)$/,
  "azure-native": /^metadataHost$/,
};

describe("the configuration of a provider", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await createSimulator({ data: ":memory:", live: false });
  });
  after(() => simulator.stop());

  const refusal = (name: string, configuration: object): Promise<string> =>
    simulator.providers.configure(name, { ...configuration }).then(
      () => "",
      ({ code, message }) => `${code}: ${message}`,
    );

  it("is refused where it is misspelt, with the nearest name", async () => {
    const texts = {
      [await refusal("aws", { regoin: "eu-west-1" })]:
        'InvalidConfiguration: aws:regoin is not a property here. Did you mean "region"?',
      [await refusal("aws", { defaultTags: '{"tagz":{"team":"shop"}}' })]:
        'InvalidConfiguration: aws:defaultTags.tagz is not a property here. Did you mean "tags"?',
      [await refusal("gcp", { projet: "shop-project" })]:
        'InvalidConfiguration: gcp:projet is not a property here. Did you mean "project"?',
      [await refusal("azure-native", { locaton: "westeurope" })]:
        'InvalidConfiguration: azure-native:locaton is not a property here. Did you mean "location"?',
      [await refusal("cloudflare", { apiTokn: "secret" })]:
        'InvalidConfiguration: cloudflare:apiTokn is not a property here. Did you mean "apiToken"?',
    };

    for (const [actual, expected] of Object.entries(texts)) assert.equal(actual, expected);
  });

  it("is a limit where the cloud has it and the simulator does not", async () => {
    assert.match(
      await refusal("gcp", { cloudRunCustomEndpoint: "https://x.example" }),
      /SimulatorLimit: the simulator does not know/,
    );
    assert.match(
      await refusal("azure-native", { environment: "usgovernment" }),
      /SimulatorLimit: the simulator has only the public/,
    );
  });

  it("may be text, as stack configuration is, and have what engines add", async () => {
    const text = { maxRetries: "3", skipRegionValidation: "true", defaultTags: '{"tags":{"team":"shop"}}' };

    assert.equal(await refusal("aws", { ...text, version: "7.48.0" }), "");
  });

  for (const name of packages) {
    it(`${name}: knows every property of the SDK's provider, or leaves it out on purpose`, async () => {
      const { provider } = createSchemas()(name);
      const { properties } = (await simulator.services(name)).configuration;

      const known = new Set(Object.keys(properties).map((property) => property.split(".")[0] ?? ""));
      const unknown = Object.keys(provider).filter((property) => !known.has(property));
      assert.deepEqual(
        unknown.filter((property) => leftOut[name]?.test(property) !== true),
        [],
      );
      assert.deepEqual(
        [...known].filter((property) => !Object.hasOwn(provider, property)),
        [],
      );
    });
  }
});

import assert from "node:assert/strict";
import { type Deployment, deploymentOn } from "./deployment.ts";

const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

/** What resources get from their provider. */
describe("a provider's configuration in its resources", () => {
  let deployment: Deployment;
  afterEach(() => deployment.stop());

  // https://www.pulumi.com/registry/packages/aws/installation-configuration/
  it("aws: defaultTags are below a resource's own in tagsAll, and ignoreTags out of it", async () => {
    const defaultTags = { tags: { team: "shop", stage: "dev", "internal:id": "1", ignored: "yes" } };
    const ignoreTags = { keys: ["ignored"], keyPrefixes: ["internal:"] };
    deployment = await deploymentOn("aws", { live: false, configuration: { defaultTags, ignoreTags } });
    const inputs = {
      name: "r",
      assumeRolePolicy: { Version: "2012-10-17", Statement: [trust] },
      tags: { stage: "prod" },
    };

    const types = {
      "aws:iam/role:Role": inputs,
      "aws:cloudwatch/logGroup:LogGroup": { name: "/shop", tags: { stage: "prod" } },
      "aws:apigatewayv2/api:Api": { name: "shop", protocolType: "HTTP", tags: { stage: "prod" } },
    };

    for (const [type, given] of Object.entries(types)) {
      const { outputs } = await deployment.create(type, "r", given);
      assert.deepEqual(outputs.tagsAll, { team: "shop", stage: "prod" }, type);
      assert.deepEqual(outputs.tags, { stage: "prod" }, type);
    }
  });

  it("aws: changed defaultTags update a resource, and nothing else of it", async () => {
    deployment = await deploymentOn("aws", { live: false, configuration: { defaultTags: { tags: { team: "shop" } } } });
    const group = await deployment.create("aws:cloudwatch/logGroup:LogGroup", "logs", { name: "/shop" });
    const changed = await deployment.simulator.providers.configure("aws", {
      defaultTags: '{"tags":{"team":"search"}}',
    });
    const asked = { urn: group.urn, id: group.id, olds: group.outputs, news: group.inputs };

    const diff = await changed.diff({ ...asked, oldInputs: group.inputs, ignoreChanges: [] });
    const { outputs } = await changed.update({ ...asked, preview: false });
    const again = await changed.diff({ ...asked, olds: outputs, oldInputs: group.inputs, ignoreChanges: [] });

    assert.deepEqual([diff.changed, diff.replaces, again.changed], [["tagsAll"], [], []]);
    assert.deepEqual(outputs.tagsAll, { team: "search" });
  });

  // https://www.pulumi.com/registry/packages/gcp/installation-configuration/#configuration-reference
  it("gcp: defaultLabels are below a resource's own, and addPulumiAttributionLabel decides about the provider's", async () => {
    const configuration = { defaultLabels: { team: "shop", stage: "dev" }, addPulumiAttributionLabel: false };
    deployment = await deploymentOn("gcp", { live: false, configuration });

    const { outputs } = await deployment.create("gcp:storage/bucket:Bucket", "source", {
      ...{ name: "shop-source", location: "EU" },
      labels: { stage: "prod" },
    });

    assert.deepEqual(outputs.effectiveLabels, { team: "shop", stage: "prod" });
    assert.deepEqual(outputs.pulumiLabels, { team: "shop", stage: "prod" });
    assert.deepEqual(outputs.labels, { stage: "prod" });
  });
});

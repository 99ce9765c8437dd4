import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import type { Protection } from "fourfold/components";
import { type EvaluatedResource, type EvaluatedStack, evaluate } from "fourfold/testing";
import { packages } from "../../components/support/sdks.ts";
import { deploySample } from "./deployment.ts";

/**
 * What holds logs, and what they are in. On Google Cloud and Cloudflare no stack has them:
 * https://cloud.google.com/logging/docs/buckets, https://developers.cloudflare.com/workers/observability/logs/workers-logs/
 */
const keepers: Readonly<Record<Cloud, readonly string[]>> = {
  aws: [
    "aws:cloudwatch/logGroup:LogGroup sample-gateway-access-logs",
    "aws:cloudwatch/logGroup:LogGroup sample-web-logs",
  ],
  gcp: [],
  azure: ["azure-native:operationalinsights:Workspace acme-logs", "azure-native:resources:ResourceGroup acme-group"],
  cloudflare: [],
};

const nameOf = ({ type, name }: EvaluatedResource): string => `${type} ${name}`;

function deployed(cloud: Cloud, protection: Protection): Promise<EvaluatedStack> {
  return deploySample(cloud, { foundation: { protection }, deploy: { protection } });
}

/** What a cloud still has of a stack, whatever the engine believes. */
async function leftOf(cloud: Cloud, stack: EvaluatedStack): Promise<readonly string[]> {
  const provider = await stack.providers.configure(packages[cloud], {});
  const own = stack.resources.filter(({ type }) => type.startsWith(`${packages[cloud]}:`));
  const found = await Promise.all(
    own.map(async (resource) => ((await provider.read({ ...resource })) === undefined ? [] : [nameOf(resource)])),
  );
  return found.flat().toSorted();
}

/** The stack with a program that wants nothing any more. */
function emptied(after: EvaluatedStack): Promise<EvaluatedStack> {
  return evaluate(() => {}, { after });
}

for (const cloud of clouds) {
  describe(`what holds logs on ${cloud}`, () => {
    it("is all that is left when it is to be retained, with what it is in", async () => {
      const stack = await deployed(cloud, "retain");

      const after = await emptied(stack);

      assert.equal(after.error, undefined);
      assert.deepEqual(await leftOf(cloud, stack), keepers[cloud]);
      assert.deepEqual(after.resources.map(nameOf), ["pulumi:pulumi:Stack project-stack"]);
    });

    it("is not deleted while it is protected, nor is what it is in", async () => {
      const stack = await deployed(cloud, "protect");

      const after = await emptied(stack);

      const left = await leftOf(cloud, stack);
      assert.deepEqual(
        stack.resources.flatMap((resource) => (resource.protect ? [nameOf(resource)] : [])).toSorted(),
        keepers[cloud],
      );
      for (const keeper of keepers[cloud]) {
        assert.ok(left.includes(keeper));
        assert.match(after.error?.message ?? "", new RegExp(`::${keeper.split(" ")[1]}" cannot be deleted`));
      }
      if (keepers[cloud].length === 0) assert.deepEqual([after.error, left], [undefined, []]);
    });

    it("goes with the rest when it is to be destroyed", async () => {
      const stack = await deployed(cloud, "destroy");

      const after = await emptied(stack);

      assert.equal(after.error, undefined);
      assert.deepEqual(await leftOf(cloud, stack), []);
    });
  });
}

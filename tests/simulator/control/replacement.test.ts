import assert from "node:assert/strict";
import type { Properties } from "../../../kit/simulator/contract.ts";
import type { PackageName } from "../../../kit/simulator/index.ts";
import { deploymentOn } from "../deployment.ts";

interface Case {
  readonly cloud: PackageName;
  readonly type: string;
  readonly before: Properties;
  /** What cannot be changed in place. */
  readonly change: Properties;
  /** @default it has none */
  readonly name?: Properties;
  /** Whether the vendor's provider deletes the old one first, by where its name comes from. */
  readonly isDeletedFirst: { readonly [N in "given" | "generated" | "no"]?: boolean };
}

// https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go (nameRequiresDeleteBeforeReplace)
// https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (createBeforeDeleteFlag)
const cases: readonly Case[] = [
  {
    cloud: "aws",
    type: "aws:cloudwatch/logGroup:LogGroup",
    before: { logGroupClass: "STANDARD" },
    change: { logGroupClass: "INFREQUENT_ACCESS" },
    name: { name: "shop-logs" },
    isDeletedFirst: { given: true, generated: false },
  },
  {
    cloud: "aws",
    type: "aws:lambda/permission:Permission",
    before: { function: "shop", action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" },
    change: { principal: "events.amazonaws.com" },
    isDeletedFirst: { no: false },
  },
  {
    cloud: "gcp",
    type: "gcp:storage/bucket:Bucket",
    before: { location: "US" },
    change: { location: "EU" },
    name: { name: "shop-source" },
    isDeletedFirst: { given: true, generated: false },
  },
  {
    cloud: "gcp",
    type: "gcp:projects/iAMMember:IAMMember",
    before: { project: "shop-project", role: "roles/viewer", member: "allUsers" },
    change: { role: "roles/browser" },
    isDeletedFirst: { no: false },
  },
  {
    cloud: "azure-native",
    type: "azure-native:resources:ResourceGroup",
    before: { location: "westeurope" },
    change: { location: "northeurope" },
    name: { resourceGroupName: "shop" },
    isDeletedFirst: { given: true, generated: false },
  },
  {
    cloud: "azure-native",
    type: "azure-native:authorization:RoleAssignment",
    before: { scope: "/subscriptions/00000000-0000-4000-8000-000000000000", principalId: "one", roleDefinitionId: "r" },
    change: { principalId: "two" },
    isDeletedFirst: { no: true },
  },
  {
    cloud: "cloudflare",
    type: "cloudflare:index/zone:Zone",
    before: { account: { id: "0123456789abcdef0123456789abcdef" } },
    change: { account: { id: "fedcba9876543210fedcba9876543210" } },
    name: { name: "shop.example" },
    isDeletedFirst: { given: false },
  },
];

describe("of what is replaced, the old one is deleted", () => {
  for (const { cloud, type, before, change, name, isDeletedFirst } of cases) {
    for (const [origin, expected] of Object.entries(isDeletedFirst)) {
      const title = `${type.split(":").at(-1)} with ${origin} name`;
      it(`${expected ? "first" : "afterwards"}, on ${cloud}: ${title}`, async () => {
        const { provider, stop } = await deploymentOn(cloud, { live: false });
        const urn = `urn:pulumi:test::shop::${type}::shop`;
        const inputs = { ...before, ...(origin === "given" ? name : {}) };
        const olds = (await provider.check({ urn, olds: undefined, news: inputs })).inputs;
        const news = (await provider.check({ urn, olds, news: { ...inputs, ...change } })).inputs;

        const diff = await provider.diff({ urn, id: "shop", oldInputs: olds, olds, news, ignoreChanges: [] });

        await stop();
        assert.deepEqual(diff.replaces, Object.keys(change));
        assert.equal(diff.deleteBeforeReplace, expected);
      });
    }
  }
});

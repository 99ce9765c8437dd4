import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import { deploySample } from "./deployment.ts";

/**
 * The name and type of every child. Released names never change: a user's state holds them, and another name would
 * replace the resource. https://www.pulumi.com/docs/iac/concepts/resources/names/
 */
const children: Readonly<Record<Cloud, readonly string[]>> = {
  aws: [
    "aws:apigatewayv2/api:Api sample-gateway-api",
    "aws:apigatewayv2/integration:Integration sample-gateway-web-integration",
    "aws:apigatewayv2/route:Route sample-gateway-route-default",
    "aws:apigatewayv2/stage:Stage sample-gateway-stage",
    "aws:cloudwatch/logGroup:LogGroup sample-gateway-access-logs",
    "aws:cloudwatch/logGroup:LogGroup sample-web-logs",
    "aws:iam/role:Role sample-web-role",
    "aws:iam/rolePolicy:RolePolicy sample-web-policy",
    "aws:lambda/function:Function sample-web-function",
    "aws:lambda/permission:Permission sample-gateway-web-access",
  ],
  gcp: [
    "gcp:cloudfunctionsv2/function:Function sample-web-function",
    "gcp:cloudrunv2/serviceIamMember:ServiceIamMember sample-gateway-invoker",
    "gcp:projects/iAMMember:IAMMember acme-builder-images",
    "gcp:projects/iAMMember:IAMMember acme-builder-logs",
    "gcp:projects/iAMMember:IAMMember acme-builder-sources",
    "gcp:serviceaccount/account:Account acme-builder",
    "gcp:serviceaccount/account:Account sample-web-account",
    "gcp:storage/bucket:Bucket acme-sources",
    "gcp:storage/bucketObject:BucketObject sample-web-source",
    "random:index/randomId:RandomId acme-builder-id",
    "random:index/randomId:RandomId sample-web-account-id",
  ],
  azure: [
    "azure-native:applicationinsights:Component acme-insights",
    "azure-native:authorization:RoleAssignment sample-web-insights-access",
    "azure-native:authorization:RoleAssignment sample-web-storage-access",
    "azure-native:managedidentity:UserAssignedIdentity sample-web-identity",
    "azure-native:operationalinsights:Workspace acme-logs",
    "azure-native:resources:Resource sample-web-delivery",
    "azure-native:resources:ResourceGroup acme-group",
    "azure-native:storage:Blob sample-web-package",
    "azure-native:storage:BlobContainer acme-container",
    "azure-native:storage:BlobContainer sample-web-deployments",
    "azure-native:storage:StorageAccount acme-packages",
    "azure-native:storage:StorageAccount sample-web-storage",
    "azure-native:web:AppServicePlan sample-web-plan",
    "azure-native:web:WebApp sample-web-app",
    "azure-native:web:WebAppApplicationSettings sample-web-settings",
    "azure-native:web:WebAppFtpAllowed sample-web-ftp",
    "azure-native:web:WebAppScmAllowed sample-web-scm",
    "random:index/randomId:RandomId acme-packages-name",
    "random:index/randomId:RandomId sample-web-storage-name",
  ],
  cloudflare: [
    "cloudflare:index/workersScript:WorkersScript sample-web-script",
    "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain sample-gateway-subdomain",
    "random:index/randomId:RandomId sample-web-script-name",
  ],
};

const components = [
  "fourfold:index:Foundation acme",
  "fourfold:index:Function sample-web",
  "fourfold:index:FunctionSet sample",
  "fourfold:index:Gateway sample-gateway",
];

describe("a function set with one function", () => {
  for (const cloud of clouds) {
    it(`is these resources on ${cloud}, under these names`, async () => {
      const stack = await deploySample(cloud);

      const made = stack.urns().map((urn) => urn.split("::").slice(-2));
      const names = made.map(([types = "", name]) => `${types.split("$").at(-1)} ${name}`);
      const expected = [...components, ...children[cloud], "pulumi:pulumi:Stack project-stack"];
      assert.deepEqual(names.toSorted(), expected.toSorted());
    });

    it(`has every resource below its component on ${cloud}`, async () => {
      const stack = await deploySample(cloud);

      const orphans = stack.resources.filter(({ type, parent = "" }) => {
        return !/^(?:pulumi|fourfold):/.test(type) && !/fourfold:index:\w+::[^:]+$/.test(parent);
      });
      assert.deepEqual(
        orphans.map(({ urn }) => urn),
        [],
      );
    });

    it(`changes nothing when it is deployed again on ${cloud}`, async () => {
      const before = await deploySample(cloud);

      const after = await deploySample(cloud, { evaluate: { after: before } });

      assert.equal(after.error, undefined);
      assert.deepEqual(Object.keys(after.changes), ["same"]);
    });

    it(`can be previewed on ${cloud}, before anything is there`, async () => {
      const stack = await deploySample(cloud, { evaluate: { preview: true } });

      assert.equal(stack.error, undefined);
    });
  }
});

import assert from "node:assert/strict";
import { Resource } from "@pulumi/pulumi";
import { type Cloud, clouds, type Handle } from "fourfold";
import { Foundation, Gateway, type GatewayArgs, Function as Job } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { places } from "./deployment.ts";
import { live, sample } from "./fixtures/sample.ts";

type Types = string | readonly Types[] | { readonly [name: string]: Types };

/** The same shape, with each resource's type in place of it. */
function typesOf(nodes: unknown): Types {
  if (Resource.isInstance(nodes)) return "__pulumiType" in nodes ? String(nodes.__pulumiType) : "";
  if (Array.isArray(nodes)) return nodes.map(typesOf);
  return Object.fromEntries(Object.entries(Object(nodes)).map(([name, node]) => [name, typesOf(node)]));
}

interface Deployed {
  readonly stack: EvaluatedStack;
  readonly nodes: { readonly foundation: Types; readonly function: Types; readonly gateway: Types };
  readonly foundation: Handle;
  readonly function: Handle;
}

async function deployAll(cloud: Cloud): Promise<Deployed> {
  const nodes: Record<string, Types> = {};
  const stack = await evaluate(() => {
    const foundation = new Foundation("acme", { cloud, ...places, tags: { team: "acme" } });
    const belongs = { cloud, foundation: foundation.handle, set: sample.name };
    const { root } = sample;
    const job = new Job("job", { ...belongs, function: "web", root, handler: "./web.ts", http: {}, links });
    const routes = { "/*": "web" };
    const door = new Gateway("door", { ...belongs, functions: { web: { handle: job.handle } }, routes });
    for (const [name, component] of Object.entries({ foundation, function: job, gateway: door })) {
      nodes[name] = typesOf(component.nodes);
    }
    return { foundation: foundation.handle, function: job.handle, url: door.url };
  });
  assert.equal(stack.error, undefined);
  const handles = stack.outputs as unknown as Record<"foundation" | "function", Handle>;
  return { stack, nodes: nodes as Deployed["nodes"], ...handles };
}

const links = { flags: { kind: "param", verbs: ["read"], value: "{}" } };

/** The raw resources that users reach by `nodes`. Released names stay: programs hold them. */
const nodes: Readonly<Record<Cloud, Deployed["nodes"]>> = {
  aws: {
    foundation: { aws: {} },
    function: {
      aws: {
        logs: "aws:cloudwatch/logGroup:LogGroup",
        role: "aws:iam/role:Role",
        policy: "aws:iam/rolePolicy:RolePolicy",
        function: "aws:lambda/function:Function",
      },
    },
    gateway: {
      aws: {
        api: "aws:apigatewayv2/api:Api",
        accessLogs: "aws:cloudwatch/logGroup:LogGroup",
        stage: "aws:apigatewayv2/stage:Stage",
        integrations: { web: "aws:apigatewayv2/integration:Integration" },
      },
    },
  },
  gcp: {
    foundation: {
      gcp: {
        sources: "gcp:storage/bucket:Bucket",
        images: "gcp:artifactregistry/repository:Repository",
        builder: "gcp:serviceaccount/account:Account",
        buildAccess: {
          logs: "gcp:projects/iAMMember:IAMMember",
          images: "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
          sources: "gcp:projects/iAMMember:IAMMember",
        },
      },
    },
    function: {
      gcp: {
        account: "gcp:serviceaccount/account:Account",
        source: "gcp:storage/bucketObject:BucketObject",
        function: "gcp:cloudfunctionsv2/function:Function",
      },
    },
    gateway: { gcp: { invoker: "gcp:cloudrunv2/serviceIamMember:ServiceIamMember" } },
  },
  azure: {
    foundation: {
      azure: {
        group: "azure-native:resources:ResourceGroup",
        packages: "azure-native:storage:StorageAccount",
        container: "azure-native:storage:BlobContainer",
        workspace: "azure-native:operationalinsights:Workspace",
        insights: "azure-native:applicationinsights:Component",
      },
    },
    function: {
      azure: {
        identity: "azure-native:managedidentity:UserAssignedIdentity",
        plan: "azure-native:web:AppServicePlan",
        app: "azure-native:web:WebApp",
        settings: "azure-native:web:WebAppApplicationSettings",
        storage: "azure-native:storage:StorageAccount",
        deployments: "azure-native:storage:BlobContainer",
        storageAccess: "azure-native:authorization:RoleAssignment",
        insightsAccess: "azure-native:authorization:RoleAssignment",
        package: "azure-native:storage:Blob",
        delivery: "azure-native:resources:Resource",
        scm: "azure-native:web:WebAppScmAllowed",
        ftp: "azure-native:web:WebAppFtpAllowed",
      },
    },
    gateway: { azure: {} },
  },
  cloudflare: {
    foundation: { cloudflare: {} },
    function: { cloudflare: { script: "cloudflare:index/workersScript:WorkersScript" } },
    gateway: { cloudflare: { subdomain: "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain" } },
  },
};

type Expected = (stack: EvaluatedStack) => Pick<Handle, "id" | "attributes">;
type Handles = { readonly foundation: Expected; readonly function: Expected };

const tags = '{"team":"acme"}';
const text = (value: unknown): string => String(value);

/** What other stacks work with: where each value comes from. */
const handles: Readonly<Record<Cloud, Handles>> = {
  aws: {
    foundation: (stack) => {
      const [, , , , account = ""] = text(stack.find("aws:iam/role:Role").outputs.arn).split(":");
      return { id: account, attributes: { retentionDays: "30", permissionsBoundary: "", tags } };
    },
    function: (stack) => {
      const { name, arn, invokeArn } = stack.find("aws:lambda/function:Function").outputs;
      const identity = text(stack.find("aws:iam/role:Role").outputs.arn);
      const logs = text(stack.find("aws:cloudwatch/logGroup:LogGroup", "job-logs").outputs.name);
      return {
        id: text(arn),
        attributes: { name: text(name), arn: text(arn), invokeArn: text(invokeArn), identity, logs },
      };
    },
  },
  gcp: {
    foundation: (stack) => {
      const { id, outputs } = stack.find("gcp:storage/bucket:Bucket");
      const builder = text(stack.find("gcp:serviceaccount/account:Account", "acme-builder").outputs.name);
      const images = stack.find("gcp:artifactregistry/repository:Repository").id;
      const { project = "", region = "" } = places.gcp ?? {};
      return {
        id,
        attributes: {
          project: text(project),
          region: text(region),
          sources: text(outputs.name),
          images,
          builder,
          messagesAgent: "",
          tags,
        },
      };
    },
    function: (stack) => {
      const { id, outputs } = stack.find("gcp:cloudfunctionsv2/function:Function");
      const identity = text(stack.find("gcp:serviceaccount/account:Account", "job-account").outputs.email);
      const { project = "", region = "" } = places.gcp ?? {};
      const place = { project: text(project), region: text(region) };
      return { id, attributes: { ...place, name: text(outputs.name), url: text(outputs.url), identity } };
    },
  },
  azure: {
    foundation: (stack) => {
      const { id, outputs } = stack.find("azure-native:resources:ResourceGroup");
      const insights = stack.find("azure-native:applicationinsights:Component");
      const attributes = {
        subscription: id.split("/")[2] ?? "",
        resourceGroup: text(outputs.name),
        location: "westeurope",
        packagesAccount: text(stack.find("azure-native:storage:StorageAccount", "acme-packages").outputs.name),
        packagesContainer: text(stack.find("azure-native:storage:BlobContainer", "acme-container").outputs.name),
        codeLinkExpiry: "2099-12-31T00:00:00Z",
        ...{ messagesNamespace: "", messagesEndpoint: "" },
        insights: insights.id,
        insightsConnection: text(insights.outputs.connectionString),
        tags,
      };
      return { id, attributes };
    },
    function: (stack) => {
      const { id, outputs } = stack.find("azure-native:web:WebApp");
      const identity = text(stack.find("azure-native:managedidentity:UserAssignedIdentity").outputs.principalId);
      return { id, attributes: { name: text(outputs.name), url: `https://${outputs.defaultHostName}`, identity } };
    },
  },
  cloudflare: {
    foundation: () => {
      const { accountId = "", workersSubdomain = "" } = places.cloudflare ?? {};
      const attributes = { accountId: text(accountId), workersSubdomain: text(workersSubdomain), tags };
      return { id: text(accountId), attributes };
    },
    function: (stack) => {
      const { scriptName } = stack.find("cloudflare:index/workersScript:WorkersScript").outputs;
      return { id: text(scriptName), attributes: { name: text(scriptName) } };
    },
  },
};

async function gatewayNodes(cloud: Cloud, args: Partial<GatewayArgs>, streaming: boolean): Promise<Types> {
  const set = streaming ? live : sample;
  const fixture = streaming ? { function: "feed", handler: "./live.ts" } : { function: "web", handler: "./web.ts" };
  const nodes: Types[] = [];
  const stack = await evaluate(() => {
    const foundation = new Foundation("acme", { cloud, ...places }).handle;
    const belongs = { cloud, foundation, set: set.name };
    const { handle } = new Job("job", { ...belongs, ...fixture, root: set.root, http: { streaming }, links });
    const functions = { web: { handle, streaming } };
    const door = new Gateway("door", { ...belongs, functions, routes: { "/*": "web" }, ...args });
    nodes.push(typesOf(door.nodes));
  });
  assert.equal(stack.error, undefined);
  return nodes[0] ?? "";
}

describe("what components give to the outside", () => {
  it("is the raw resources of other forms of a gateway", async () => {
    const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "api.acme.example" };

    const streaming = await gatewayNodes("aws", {}, true);
    const zoned = await gatewayNodes("cloudflare", { zone }, false);

    const permission = "aws:lambda/permission:Permission";
    assert.deepEqual(streaming, {
      aws: { functionUrl: "aws:lambda/functionUrl:FunctionUrl", urlAccess: [permission, permission] },
    });
    assert.deepEqual(zoned, { cloudflare: { routes: { "/*": "cloudflare:index/workersRoute:WorkersRoute" } } });
  });

  for (const cloud of clouds) {
    it(`is their raw resources on ${cloud}, by name`, async () => {
      const deployed = await deployAll(cloud);

      assert.deepEqual(deployed.nodes, nodes[cloud]);
    });

    it(`is a handle of each on ${cloud}, with what other stacks need`, async () => {
      const deployed = await deployAll(cloud);

      const expected = {
        foundation: { kind: "foundation", cloud, ...handles[cloud].foundation(deployed.stack) },
        function: { kind: "function", cloud, ...handles[cloud].function(deployed.stack) },
      };
      assert.deepEqual({ foundation: deployed.foundation, function: deployed.function }, expected);
    });

    // https://www.pulumi.com/docs/reference/pkg/nodejs/pulumi/pulumi/functions/runtime.registerResourceOutputs.html
    it(`is registered on ${cloud}, so that the state shows it`, async () => {
      const { stack, foundation, function: job } = await deployAll(cloud);

      assert.deepEqual(stack.find("fourfold:index:Foundation").outputs, { handle: foundation });
      const http = { streaming: false, maxBody: 1_048_576 };
      const own = { set: "sample", function: "web", trigger: "http", http };
      assert.deepEqual(stack.find("fourfold:index:Function").outputs, { ...own, handle: job });
      const { url } = stack.outputs;
      const addresses = { url, urls: { web: url }, routes: { "/*": "web" } };
      assert.deepEqual(stack.find("fourfold:index:Gateway").outputs, { set: "sample", cloud, ...addresses });
    });
  }
});

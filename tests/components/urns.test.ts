import assert from "node:assert/strict";
import { type Cloud, clouds, functionSet } from "fourfold";
import { Foundation, Gateway, Function as Job } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { deploySample, deploySet, places } from "./deployment.ts";
import { live, nightly, pair, sample } from "./fixtures/sample.ts";

type Names = readonly string[];

/**
 * The children of each component: type, and what follows the component's name. Together with the component they are
 * the URN, which is our promise: a user's state holds it, and another one would replace the resource.
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#urns
 */
const foundations: Readonly<Record<Cloud, Names>> = {
  aws: [],
  gcp: [
    "gcp:artifactregistry/repository:Repository -images",
    "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember -builder-images",
    "gcp:projects/iAMMember:IAMMember -builder-logs",
    "gcp:projects/iAMMember:IAMMember -builder-sources",
    "gcp:serviceaccount/account:Account -builder",
    "gcp:storage/bucket:Bucket -sources",
    "random:index/randomId:RandomId -builder-id",
    "random:index/randomId:RandomId -images-name",
  ],
  azure: [
    "azure-native:applicationinsights:Component -insights",
    "azure-native:operationalinsights:Workspace -logs",
    "azure-native:resources:ResourceGroup -group",
    "azure-native:storage:BlobContainer -container",
    "azure-native:storage:StorageAccount -packages",
    "random:index/randomId:RandomId -packages-name",
  ],
  cloudflare: [],
};

const functions: Readonly<Record<Cloud, Names>> = {
  aws: [
    "aws:cloudwatch/logGroup:LogGroup -logs",
    "aws:iam/role:Role -role",
    "aws:iam/rolePolicy:RolePolicy -policy",
    "aws:lambda/function:Function -function",
  ],
  gcp: [
    "gcp:cloudfunctionsv2/function:Function -function",
    "gcp:serviceaccount/account:Account -account",
    "gcp:storage/bucketObject:BucketObject -source",
    "random:index/randomId:RandomId -account-id",
  ],
  azure: [
    "azure-native:authorization:RoleAssignment -insights-access",
    "azure-native:authorization:RoleAssignment -storage-access",
    "azure-native:managedidentity:UserAssignedIdentity -identity",
    "azure-native:resources:Resource -delivery",
    "azure-native:storage:Blob -package",
    "azure-native:storage:BlobContainer -deployments",
    "azure-native:storage:StorageAccount -storage",
    "azure-native:web:AppServicePlan -plan",
    "azure-native:web:WebApp -app",
    "azure-native:web:WebAppApplicationSettings -settings",
    "azure-native:web:WebAppFtpAllowed -ftp",
    "azure-native:web:WebAppScmAllowed -scm",
    "random:index/randomId:RandomId -storage-name",
  ],
  cloudflare: ["cloudflare:index/workersScript:WorkersScript -script", "random:index/randomId:RandomId -script-name"],
};

/** Of a gateway in front of the one function `web`. */
const gateways: Readonly<Record<Cloud, Names>> = {
  aws: [
    "aws:apigatewayv2/api:Api -api",
    "aws:apigatewayv2/integration:Integration -web-integration",
    "aws:apigatewayv2/route:Route -route-default",
    "aws:apigatewayv2/stage:Stage -stage",
    "aws:cloudwatch/logGroup:LogGroup -access-logs",
    "aws:lambda/permission:Permission -web-access",
  ],
  gcp: ["gcp:cloudrunv2/serviceIamMember:ServiceIamMember -invoker"],
  azure: [],
  cloudflare: ["cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain -subdomain"],
};

const schedules: Readonly<Record<Cloud, Names>> = {
  aws: [
    "aws:iam/role:Role -role",
    "aws:iam/rolePolicy:RolePolicy -failure-access",
    "aws:iam/rolePolicy:RolePolicy -policy",
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig -failures",
    "aws:scheduler/schedule:Schedule -timer",
    "aws:sqs/queue:Queue -dead-letters",
  ],
  gcp: [
    "gcp:cloudrunv2/serviceIamMember:ServiceIamMember -access",
    "gcp:cloudscheduler/job:Job -timer",
    "gcp:serviceaccount/account:Account -account",
    "random:index/randomId:RandomId -account-id",
  ],
  azure: [],
  cloudflare: ["cloudflare:index/workersCronTrigger:WorkersCronTrigger -timer"],
};

const project = "urn:pulumi:stack::project::";

function urnsOf(component: string, name: string, children: Names): Names {
  const below = children.map((child) => {
    const [type, suffix] = child.split(" ");
    return `${project}${component}$${type}::${name}${suffix}`;
  });
  return [`${project}${component}::${name}`, ...below];
}

function made(stack: EvaluatedStack): Names {
  return stack.urns().filter((urn) => !urn.includes("pulumi:pulumi:Stack"));
}

/** Each component by itself, and none of them in a set. */
function deployAlone(cloud: Cloud): Promise<EvaluatedStack> {
  return evaluate(() => {
    const foundation = new Foundation("acme", { cloud, ...places }).handle;
    const belongs = { cloud, foundation, set: sample.name };
    const { handle } = new Job("job", {
      ...belongs,
      function: "web",
      root: sample.root,
      handler: "./web.ts",
      http: {},
      links: { flags: { kind: "param", verbs: ["read"], value: "{}" } },
    });
    new Gateway("door", { ...belongs, functions: { web: { handle } }, routes: { "/*": "web" } });
  });
}

describe("the URNs that are promised", () => {
  for (const cloud of clouds) {
    it(`of a foundation, a function and a gateway on ${cloud}`, async () => {
      const stack = await deployAlone(cloud);

      const expected = [
        ...urnsOf("fourfold:index:Foundation", "acme", foundations[cloud]),
        ...urnsOf("fourfold:index:Function", "job", functions[cloud]),
        ...urnsOf("fourfold:index:Gateway", "door", gateways[cloud]),
      ];
      assert.deepEqual(made(stack), expected.toSorted());
    });

    it(`of a function set on ${cloud}`, async () => {
      const stack = await deploySample(cloud);

      const expected = [
        ...urnsOf("fourfold:index:Foundation", "acme", foundations[cloud]),
        ...urnsOf("fourfold:index:FunctionSet", "sample", []),
        ...urnsOf("fourfold:index:FunctionSet$fourfold:index:Function", "sample-web", functions[cloud]),
        ...urnsOf("fourfold:index:FunctionSet$fourfold:index:Gateway", "sample-gateway", gateways[cloud]),
      ];
      assert.deepEqual(made(stack), expected.toSorted());
    });
  }

  for (const cloud of clouds) {
    it(`of a schedule on ${cloud}`, async () => {
      const stack = await deploySet(nightly, cloud, { bind: { flags: { beta: true } } });

      const expected = urnsOf(
        "fourfold:index:FunctionSet$fourfold:index:Schedule",
        "nightly-cleanup-schedule",
        schedules[cloud],
      );
      assert.deepEqual(
        made(stack).filter((urn) => urn.includes("index:Schedule")),
        expected.toSorted(),
      );
    });
  }

  it("of a gateway with several routes on aws", async () => {
    const stack = await deploySet(pair, "aws");

    const expected = urnsOf("fourfold:index:FunctionSet$fourfold:index:Gateway", "pair-gateway", [
      "aws:apigatewayv2/api:Api -api",
      "aws:apigatewayv2/integration:Integration -admin-api-integration",
      "aws:apigatewayv2/integration:Integration -site-integration",
      "aws:apigatewayv2/route:Route -route-any-admin",
      "aws:apigatewayv2/route:Route -route-any-admin-proxy-",
      "aws:apigatewayv2/route:Route -route-default",
      "aws:apigatewayv2/stage:Stage -stage",
      "aws:cloudwatch/logGroup:LogGroup -access-logs",
      "aws:lambda/permission:Permission -admin-api-access",
      "aws:lambda/permission:Permission -site-access",
    ]);
    assert.deepEqual(
      made(stack).filter((urn) => urn.includes("Gateway")),
      expected.toSorted(),
    );
  });

  it("of a gateway for a function that streams on aws", async () => {
    const stack = await deploySet(live, "aws");

    const expected = urnsOf("fourfold:index:FunctionSet$fourfold:index:Gateway", "live-gateway", [
      "aws:lambda/functionUrl:FunctionUrl -url",
      "aws:lambda/permission:Permission -invoke-access",
      "aws:lambda/permission:Permission -url-access",
    ]);
    assert.deepEqual(
      made(stack).filter((urn) => urn.includes("Gateway")),
      expected.toSorted(),
    );
  });

  it("of a gateway in a zone on cloudflare", async () => {
    const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "api.acme.example" };
    const stack = await deploySet(pair, "cloudflare", { cloudflare: { zone } });

    // Each function had a route, `-route-admin-` too. The router needs one; others are deleted when it is there.
    const expected = urnsOf("fourfold:index:FunctionSet$fourfold:index:Gateway", "pair-gateway", [
      "cloudflare:index/workersRoute:WorkersRoute -route",
      "cloudflare:index/workersScript:WorkersScript -router",
      "random:index/randomId:RandomId -router-name",
    ]);
    assert.deepEqual(
      made(stack).filter((urn) => urn.includes("Gateway")),
      expected.toSorted(),
    );
  });

  it("of a gateway before several functions on workers.dev", async () => {
    const stack = await deploySet(pair, "cloudflare");

    const expected = urnsOf("fourfold:index:FunctionSet$fourfold:index:Gateway", "pair-gateway", [
      "cloudflare:index/workersScript:WorkersScript -router",
      "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain -subdomain",
      "random:index/randomId:RandomId -router-name",
    ]);
    assert.deepEqual(
      made(stack).filter((urn) => urn.includes("Gateway")),
      expected.toSorted(),
    );
  });

  it("of a gateway with routes of one function in a zone on cloudflare", async () => {
    const set = functionSet("pair", {
      root: pair.root,
      functions: { site: pair.functions.site },
      routes: { "/files": "site", "/admin/*": "site", "/a-b/*": "site", "/users/:id": "site" },
    });
    const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "api.acme.example" };
    const stack = await deploySet(set, "cloudflare", { cloudflare: { zone } });

    const expected = urnsOf("fourfold:index:FunctionSet$fourfold:index:Gateway", "pair-gateway", [
      "cloudflare:index/workersRoute:WorkersRoute -route-a_-b-",
      "cloudflare:index/workersRoute:WorkersRoute -route-admin-",
      "cloudflare:index/workersRoute:WorkersRoute -route-files",
      "cloudflare:index/workersRoute:WorkersRoute -route-users-{id}",
    ]);
    assert.deepEqual(
      made(stack).filter((urn) => urn.includes("Gateway")),
      expected.toSorted(),
    );
  });

  for (const cloud of ["gcp", "azure"] as const) {
    it(`of a gateway for functions with an address each on ${cloud}`, async () => {
      const stack = await deploySet({ ...pair, routes: {} }, cloud);

      const invokers = ["admin-api", "site"].map(
        (name) => `gcp:cloudrunv2/serviceIamMember:ServiceIamMember -${name}-invoker`,
      );
      const expected = urnsOf(
        "fourfold:index:FunctionSet$fourfold:index:Gateway",
        "pair-gateway",
        cloud === "gcp" ? invokers : [],
      );
      assert.deepEqual(
        made(stack).filter((urn) => urn.includes("Gateway")),
        expected.toSorted(),
      );
    });
  }
});

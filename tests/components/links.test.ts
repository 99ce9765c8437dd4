import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { artifactregistry } from "@pulumi/gcp";
import { ComponentResource, output } from "@pulumi/pulumi";
import { type Cloud, clouds, settleFunction } from "fourfold";
import { Foundation } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import type { FunctionBuilder, FunctionPlan } from "../../components/function/plan.ts";
import { type Contribution, effectiveOf } from "../../components/links/contribution.ts";
import { contributionsOf } from "../../components/links/index.ts";
import type { Code } from "../../components/support/artifact.ts";
import { type Attributes, attributesOf } from "../../components/support/handle.ts";
import { createTemporaryFolder } from "../simulator/support/temporary-folder.ts";
import { places } from "./deployment.ts";

const arn = "arn:aws:sqs:eu-west-1:123456789012:orders";
const owner = { name: "Storage Blob Data Owner", id: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b" };
const reader = "roles/artifactregistry.reader";

/** What a kind of resource might add to a function on each cloud. What it permits is to the foundation's resources, which exist. */
const added: Readonly<Record<Cloud, (on: Attributes) => Contribution>> = {
  aws: () => ({
    statements: [{ actions: ["sqs:SendMessage"], resource: arn }],
    environment: { FOURFOLD_Q: "https://q" },
  }),
  gcp: (on) => {
    const { RepositoryIamMember } = artifactregistry;
    const repository = on("images").apply((id) => id.split("/").at(-1) ?? id);
    const args = { project: on("project"), location: on("region"), repository, role: reader };
    return {
      gcpRoles: [
        { role: reader, grant: (name, member, options) => new RepositoryIamMember(name, { ...args, member }, options) },
      ],
    };
  },
  azure: (on) => ({ azureRoles: [{ role: owner, scope: on("insights") }] }),
  cloudflare: () => ({ bindings: [{ type: "plain_text", name: "ORDERS", ...{ text: "orders" } }] }),
};

/** Code that every cloud takes. */
const contents = {
  "index.mjs": "export const handler = () => {};",
  "package.json": '{ "main": "index.mjs" }',
  "host.json": "{}",
};

/** A plan with one link. */
function planOf(cloud: Cloud, foundation: Foundation, directory: string): FunctionPlan<object> {
  const where = 'Function "shop-api"';
  const on = attributesOf(foundation.handle, { kind: "foundation", cloud }, where);
  const environment: Record<string, string> = { LOG_LEVEL: "info" };
  const tags: Record<string, string> = {};
  const code: Code = { directory, files: Object.keys(contents), entry: "index.mjs", hash: "0" };
  return {
    name: "shop-api",
    where,
    args: { cloud, foundation: foundation.handle, set: "shop", function: "api", root: "/x.ts", handler: "./x.ts" },
    on,
    settled: settleFunction({ http: {} }, cloud, where),
    artifact: output(code),
    environment: output(environment),
    links: [{ resource: "newOrders", kind: "param", verbs: ["read"], was: ["orders"], ...added[cloud](on) }],
    protection: "destroy",
    tags: output(tags),
    transform: {},
  };
}

/** What a builder makes of a function with the link. */
async function built(cloud: Cloud): Promise<EvaluatedStack> {
  const { build }: { build: FunctionBuilder<object, object> } = await import(`../../components/function/${cloud}.ts`);
  const folder = createTemporaryFolder();
  for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder.path, name), text);
  const stack = await evaluate(() => {
    const plan = planOf(cloud, new Foundation("acme", { cloud, ...places }), folder.path);
    build(new ComponentResource("test:index:Function", "shop-api"), plan);
    return {};
  });
  folder.remove();
  if (stack.error !== undefined) throw stack.error;
  return stack;
}

describe("what a link contributes to its function", () => {
  it("is statements of the function's policy on AWS", async () => {
    const { inputs } = (await built("aws")).find("aws:iam/rolePolicy:RolePolicy");

    const [, ...statements] = JSON.parse(String(inputs.policy)).Statement;
    assert.deepEqual(statements, [{ Effect: "Allow", Action: ["sqs:SendMessage"], Resource: arn }]);
  });

  it("is a role of the function's account on one resource on Google Cloud, which the function waits for", async () => {
    const stack = await built("gcp");

    const member = stack.find(
      "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
      "shop-api--new-orders--reader",
    );
    assert.match(String(member.inputs.member), /^serviceAccount:shop-api-/);
    assert.ok(stack.find("gcp:cloudfunctionsv2/function:Function").dependencies.includes(member.urn));
  });

  it("is a role of the app's identity at one scope on Azure", async () => {
    const stack = await built("azure");

    const { inputs } = stack.find(
      "azure-native:authorization:RoleAssignment",
      "shop-api--new-orders--storage-blob-data-owner",
    );
    assert.match(String(inputs.scope), /\/components\/acme-insights/i);
    assert.match(String(inputs.roleDefinitionId), new RegExp(`/roleDefinitions/${owner.id}$`));
  });

  it("is a binding of the Worker on Cloudflare, beside its environment", async () => {
    const { inputs } = (await built("cloudflare")).find("cloudflare:index/workersScript:WorkersScript");

    assert.deepEqual(inputs.bindings, [
      { type: "plain_text", name: "LOG_LEVEL", text: "info" },
      { type: "plain_text", name: "ORDERS", text: "orders" },
    ]);
  });

  it("is said as the cloud expresses it, and as variables where nothing must be permitted", () => {
    const on = () => output("images");
    const contributions = [...clouds.map((cloud) => added[cloud](on)), { environment: { FOURFOLD_FLAGS: "1" } }];

    assert.deepEqual(contributions.map(effectiveOf), [
      "sqs:SendMessage",
      reader,
      "Storage Blob Data Owner",
      "plain_text binding ORDERS",
      "environment variable FOURFOLD_FLAGS",
    ]);
  });

  it("is refused for a param without a value", () => {
    const links = { flags: { kind: "param", verbs: ["read"] } };

    assert.throws(() => contributionsOf(links, "aws", 'Function "api"'), { code: "ERR_BIND", message: /link "flags"/ });
  });

  it("is refused for a kind that does not exist", () => {
    const links = { orders: { kind: "quue", verbs: ["send"] } };

    assert.throws(() => contributionsOf(links, "aws", 'Function "api"'), {
      code: "ERR_SPEC",
      message: /^Function "api": .*"quue"/,
    });
  });

  it("is refused for the handle of another cloud, also where the kind needs none", () => {
    const handle = { kind: "param", cloud: "gcp", id: "x", attributes: {} } as const;
    const links = { flags: { kind: "param", verbs: ["read"], value: "1", handle } };

    assert.throws(() => contributionsOf(links, "aws", 'Function "api"'), {
      code: "ERR_BIND",
      message: /^Function "api", link "flags": it needs a param on aws, and was given a param on gcp/,
    });
  });
});

import assert from "node:assert/strict";
import { type AnySet, type Cloud, clouds } from "fourfold";
import {
  deploy,
  Foundation,
  type FoundationTransform,
  FunctionSet,
  type FunctionTransform,
  type GatewayTransform,
} from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { deploySample, places } from "./deployment.ts";
import { changedIn, type Every, protect } from "./every-transform.ts";
import { live, sample } from "./fixtures/sample.ts";

const foundation: Every<FoundationTransform> = {
  aws: { budget: protect },
  gcp: { sources: protect, images: protect, builder: protect, messages: protect, budget: protect, channels: protect },
  azure: {
    group: protect,
    packages: protect,
    container: protect,
    workspace: protect,
    insights: protect,
    messages: protect,
    budget: protect,
  },
  cloudflare: { budget: protect },
};

const web: Every<FunctionTransform> = {
  aws: { logs: protect, role: protect, policy: protect, function: protect },
  gcp: { account: protect, source: protect, function: protect },
  azure: {
    identity: protect,
    plan: protect,
    app: protect,
    settings: protect,
    storage: protect,
    deployments: protect,
    storageAccess: protect,
    insightsAccess: protect,
    package: protect,
    delivery: protect,
  },
  cloudflare: { script: protect },
};

const gateway: Every<GatewayTransform> = {
  aws: {
    api: protect,
    accessLogs: protect,
    stage: protect,
    integration: protect,
    functionUrl: protect,
  },
  gcp: { invoker: protect },
  cloudflare: { router: protect, subdomain: protect, route: protect },
};

/** The children that a transform of their own reaches, in a set with one function `web`. */
const reached: Readonly<Record<Cloud, readonly string[]>> = {
  aws: [
    "sample-gateway-access-logs",
    "sample-gateway-api",
    "sample-gateway-stage",
    "sample-gateway-web-integration",
    "sample-web-function",
    "sample-web-logs",
    "sample-web-policy",
    "sample-web-role",
  ],
  gcp: [
    "acme-builder",
    "acme-images",
    "acme-sources",
    "sample-gateway-invoker",
    "sample-web-account",
    "sample-web-function",
    "sample-web-source",
  ],
  azure: [
    "acme-container",
    "acme-group",
    "acme-insights",
    "acme-logs",
    "acme-packages",
    "sample-web-app",
    "sample-web-delivery",
    "sample-web-deployments",
    "sample-web-identity",
    "sample-web-insights-access",
    "sample-web-package",
    "sample-web-plan",
    "sample-web-settings",
    "sample-web-storage",
    "sample-web-storage-access",
  ],
  cloudflare: ["sample-gateway-subdomain", "sample-web-script"],
};

/** Deploys with every transform there is. */
async function transformAll(set: AnySet, cloud: Cloud, args: object): Promise<EvaluatedStack> {
  const stack = await evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places }, { transform: foundation });
    const functions = Object.fromEntries(Object.keys(set.functions).map((name) => [name, web]));
    const lowered = deploy(set, { cloud, on, protection: "destroy", ...args });
    new FunctionSet(set.name, lowered, { transform: { functions, gateway } });
  });
  assert.equal(stack.error, undefined);
  return stack;
}

describe("a transform", () => {
  const bind = { flags: { beta: true } };

  for (const cloud of clouds) {
    it(`changes every child on ${cloud}`, async () => {
      const stack = await transformAll(sample, cloud, { bind });

      assert.deepEqual(changedIn(stack), reached[cloud]);
    });

    it(`leaves every child on ${cloud} where it was`, async () => {
      const plain = await deploySample(cloud);

      const stack = await transformAll(sample, cloud, { bind });

      assert.deepEqual(stack.urns(), plain.urns());
    });
  }

  it("changes the Function URL on aws", async () => {
    const stack = await transformAll(live, "aws", {});

    assert.ok(changedIn(stack).includes("live-gateway-url"));
  });

  it("changes every route in a zone on cloudflare", async () => {
    const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "api.acme.example" };

    const stack = await transformAll(sample, "cloudflare", { bind, cloudflare: { zone } });

    assert.ok(changedIn(stack).includes("sample-gateway-route"));
  });
});

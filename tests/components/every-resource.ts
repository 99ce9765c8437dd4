import type { Cloud } from "fourfold";
import { type EvaluatedResource, evaluate } from "fourfold/testing";
import { packages } from "../../components/support/sdks.ts";
import { deployEverything } from "../../tools/everything.ts";
import { deploySample, deploySet } from "./deployment.ts";
import { pair } from "./fixtures/sample.ts";

const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "api.acme.example" };

/** What is set only where somebody asks for it. */
const asked = {
  foundation: {
    tags: { team: "acme" },
    aws: { permissionsBoundary: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole" },
  },
  deploy: { cloudflare: { functions: { web: { cpu: "50 milliseconds" } } } },
} as const;

/** Every resource that components make on one cloud, with every property that they can set. */
export async function everyResource(cloud: Cloud): Promise<readonly EvaluatedResource[]> {
  const routed = cloud === "aws" || cloud === "cloudflare";
  const stacks = [await evaluate(() => deployEverything(cloud)), await deploySample(cloud, asked)];
  if (routed) stacks.push(await deploySet(pair, cloud, cloud === "cloudflare" ? { cloudflare: { zone } } : {}));
  return stacks.flatMap(({ error, resources }) => {
    if (error !== undefined) throw error;
    return resources.filter(({ type }) => type.startsWith(`${packages[cloud]}:`));
  });
}

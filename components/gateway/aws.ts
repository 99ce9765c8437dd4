import { FourfoldError } from "fourfold";
import { type AwsFunctionUrlNodes, type AwsFunctionUrlTransform, createFunctionUrl } from "./aws-function-url.ts";
import { type AwsHttpApiNodes, type AwsHttpApiTransform, createHttpApi } from "./aws-http-api.ts";
import type { GatewayBuilder } from "./plan.ts";

export interface AwsGatewayNodes extends AwsHttpApiNodes, AwsFunctionUrlNodes {}

export interface AwsGatewayTransform extends AwsHttpApiTransform, AwsFunctionUrlTransform {}

/** An HTTP API; or, since an HTTP API holds responses back, a Function URL for a function that streams. */
export const build: GatewayBuilder<AwsGatewayNodes, AwsGatewayTransform> = (self, plan) => {
  const [target, ...others] = plan.targets;
  const streamed = plan.targets.find(({ streaming }) => streaming);
  if (streamed === undefined) return createHttpApi(self, plan);
  if (others.length === 0) return createFunctionUrl(self, plan, target);
  throw new FourfoldError("ERR_UNSUPPORTED", {
    where: plan.where,
    what: `"${streamed.name}" streams, and shares an address with other functions: an HTTP API holds responses back.`,
    fix: "Give the function that streams a set of its own, or do without streaming.",
  });
};

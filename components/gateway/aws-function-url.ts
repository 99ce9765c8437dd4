import { FunctionUrl, type FunctionUrlArgs } from "@pulumi/aws/lambda/functionUrl.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { type Transform, transformed } from "../support/transform.ts";
import type { GatewayParts, GatewayPlan, Target } from "./plan.ts";

export interface AwsFunctionUrlNodes {
  readonly functionUrl?: FunctionUrl;
  /** Who may call it, and only through its address. */
  readonly urlAccess?: readonly Permission[];
}

export interface AwsFunctionUrlTransform {
  /** The Function URL. @default unchanged */
  readonly functionUrl?: Transform<FunctionUrlArgs>;
}

type Plan = GatewayPlan<AwsFunctionUrlTransform>;

/** Everyone may call it: both statements are needed. https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html#urls-auth-none */
function createAccess(self: ComponentResource, { name }: Plan, target: Target): readonly Permission[] {
  const everyone = { function: target.function("name"), principal: "*" };
  return [
    new Permission(
      `${name}-url-access`,
      { ...everyone, action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" },
      { parent: self },
    ),
    new Permission(
      `${name}-invoke-access`,
      { ...everyone, action: "lambda:InvokeFunction", invokedViaFunctionUrl: true },
      { parent: self },
    ),
  ];
}

/**
 * An address of the function itself, which streams responses:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
export function createFunctionUrl(
  self: ComponentResource,
  plan: Plan,
  target: Target,
): GatewayParts<AwsFunctionUrlNodes> {
  const args: FunctionUrlArgs = {
    functionName: target.function("name"),
    authorizationType: "NONE",
    invokeMode: "RESPONSE_STREAM",
  };
  const functionUrl = new FunctionUrl(
    ...transformed(plan.transform.functionUrl, `${plan.name}-url`, args, { parent: self }),
  );
  const urlAccess = createAccess(self, plan, target);
  const url = functionUrl.functionUrl.apply((address) => address.replace(/\/$/, ""));
  return { urlOf: () => url, nodes: { functionUrl, urlAccess } };
}

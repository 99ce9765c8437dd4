import type { Service, World } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { apiType } from "./api.ts";
import { integration } from "./integration.ts";
import { callers, operations } from "./operations.ts";
import { route } from "./route.ts";
import { stage } from "./stage.ts";
import { Throttle } from "./throttle.ts";

/** HTTP APIs in front of functions. */
export function apiGatewayService({ clock }: World, host: LambdaHost): Service {
  return {
    name: "API Gateway HTTP APIs",
    types: [apiType(host, new Throttle(clock)), integration, route, stage],
    operations,
    callers,
  };
}

import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers, Environment } from "../../../links.ts";
import { begin, type ExecutionContext } from "../../../platform/runs/cloudflare.ts";
import type { HttpDefinition } from "../definition.ts";
import { limitBody } from "../middleware/body-limit.ts";
import type { HttpMiddleware } from "../middleware/compose.ts";
import { type HttpInvocation, type Respond, start } from "../start.ts";

/** What Workers call: https://developers.cloudflare.com/workers/runtime-apis/handlers/fetch/ */
export interface WorkerHandler {
  fetch(request: Request, bindings: Environment, context: ExecutionContext): Promise<Response>;
}

/** Makes the module's default export. */
export function serve(
  definition: HttpDefinition,
  settings: ServeSettings<"http">,
  drivers: Drivers = {},
  layers: readonly HttpMiddleware[] = [],
): WorkerHandler {
  let answer: Respond | undefined;
  return {
    async fetch(request, bindings, context) {
      // Not earlier: bindings come with the first request, and random values and timers are refused before it.
      answer ??= start(definition, settings, drivers, {
        layers,
        limitBody,
        cloud: "cloudflare",
        environment: bindings,
        streams: true,
      });
      return answer(() => request, toInvocation(request, context, settings.timeout));
    },
  };
}

function toInvocation({ headers }: Request, context: ExecutionContext, timeout: number): HttpInvocation {
  const invocation = begin(context, timeout);
  // https://developers.cloudflare.com/fundamentals/reference/http-headers/
  return {
    ...invocation,
    id: headers.get("cf-ray") ?? invocation.id,
    clientAddress: headers.get("cf-connecting-ip") ?? undefined,
  };
}

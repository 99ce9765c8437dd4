import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers, Environment } from "../../../links.ts";
import { deadlineIn } from "../../../platform/deadline.ts";
import type { HttpDefinition } from "../definition.ts";
import type { HttpMiddleware } from "../middleware/compose.ts";
import { type Answer, type HttpInvocation, start } from "../start.ts";

/** https://developers.cloudflare.com/workers/runtime-apis/context/ */
interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
}

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
  let answer: Answer | undefined;
  return {
    async fetch(request, bindings, context) {
      // Not earlier: bindings come with the first request, and random values and timers are refused before it.
      answer ??= start(definition, settings, drivers, {
        layers,
        cloud: "cloudflare",
        environment: bindings,
        streams: true,
      });
      return answer(() => request, toInvocation(request, context, settings.timeout));
    },
  };
}

function toInvocation({ headers }: Request, context: ExecutionContext, timeout: number): HttpInvocation {
  return {
    // https://developers.cloudflare.com/fundamentals/reference/http-headers/
    id: headers.get("cf-ray") ?? crypto.randomUUID(),
    deadline: deadlineIn(timeout * 1_000),
    clientAddress: headers.get("cf-connecting-ip") ?? undefined,
    waitUntil: (work) => context.waitUntil(work),
    write: (level, line) => console[level](line),
  };
}

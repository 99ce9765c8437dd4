import type { ServeSettings } from "../../../../spec/index.ts";
import type { Environment } from "../../../links.ts";
import { deadlineIn } from "../../../platform/deadline.ts";
import type { HttpDefinition } from "../definition.ts";
import { type Answer, type Invocation, start } from "../start.ts";

/** https://developers.cloudflare.com/workers/runtime-apis/context/ */
interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
}

type Bindings = Readonly<Record<string, unknown>>;

/** What Workers call: https://developers.cloudflare.com/workers/runtime-apis/handlers/fetch/ */
export interface WorkerHandler {
  fetch(request: Request, bindings: Bindings, context: ExecutionContext): Promise<Response>;
}

/** Makes the module's default export. */
export function serve(definition: HttpDefinition, settings: ServeSettings): WorkerHandler {
  let answer: Answer | undefined;
  return {
    async fetch(request, bindings, context) {
      // Not earlier: bindings come with the first request, and random values and timers are refused before it.
      const environment = toEnvironment(bindings);
      answer ??= start(definition, { ...settings, cloud: "cloudflare", environment, streaming: true });
      return answer(() => request, toInvocation(request, context, settings.timeout));
    },
  };
}

function toEnvironment(bindings: Bindings): Environment {
  const texts = Object.entries(bindings).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts);
}

function toInvocation({ headers }: Request, context: ExecutionContext, timeout: number): Invocation {
  return {
    // https://developers.cloudflare.com/fundamentals/reference/http-headers/
    id: headers.get("cf-ray") ?? crypto.randomUUID(),
    deadline: deadlineIn(timeout * 1_000),
    clientAddress: headers.get("cf-connecting-ip") ?? undefined,
    waitUntil: (work) => context.waitUntil(work),
    write: (level, line) => console[level](line),
  };
}

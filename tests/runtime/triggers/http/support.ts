import { compose, type HttpApp, type HttpContext, type HttpMiddleware } from "fourfold/runtime";
import type { LogFields } from "../../../../kit/runtime/logger.ts";

/** A context that remembers what is logged. */
export function createContext(given: Partial<HttpContext> = {}) {
  const lines: { readonly level: string; readonly message: string; readonly fields: LogFields | undefined }[] = [];
  const at = (level: string) => (message: string, fields?: LogFields) => void lines.push({ level, message, fields });
  const context: HttpContext = {
    id: "r-1",
    requestId: "r-1",
    deadline: Date.now() + 5_000,
    log: { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") },
    coldStart: false,
    cloud: "aws",
    set: "shop",
    function: "api",
    clientAddress: undefined,
    remaining: () => 5_000,
    waitUntil: () => {},
    ...given,
  };
  return { context, lines };
}

export const answering = (app: HttpApp["fetch"]): HttpApp => ({ fetch: app });

export async function problemOf(response: Response): Promise<Record<string, unknown>> {
  return JSON.parse(await response.text());
}

/** A request for `/x` with a query. */
export const get = (headers: Record<string, string> = {}) => new Request("https://a.example/x?q=1", { headers });

/** An app with middleware around it: what it answers, and what is logged meanwhile. */
export function around(middleware: readonly HttpMiddleware[], app: (request: Request) => Response | Promise<Response>) {
  const { context, lines } = createContext();
  const stack = compose(middleware, answering(app));
  return { lines, ask: async (request = get()) => stack.fetch(request, context, context) };
}

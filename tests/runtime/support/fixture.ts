import { functionSet, param } from "fourfold";
import { type HttpApp, type HttpContext, HttpError, http } from "fourfold/runtime";
import { open } from "../../../kit/runtime/drivers/param.ts";
import { answerOrigins } from "../../../kit/runtime/triggers/http/middleware/cors.ts";

export const fixtures = functionSet("fixtures", {
  root: import.meta.url,
  resources: { flags: param<{ beta: boolean }>() },
  functions: { api: { handler: "./fixture.ts", http: true, links: { flags: ["read"] } } },
});

/** What {@link fixture} is started with, and a timeout in seconds. */
export const deployed = (timeout: number) =>
  ({
    timeout,
    http: { streaming: false, maxBody: 1_024 },
    links: { flags: { kind: "param", verbs: ["read"] } },
  }) as const;

/** What opens the links of {@link fixture}. */
export const drivers = { param: open };

/** What stands around {@link fixture} only. */
export const layers = [answerOrigins({ origins: ["https://shop.example"], expose: ["x-request-id"], maxAge: 600 })];

/** What {@link fixture} answers, by path. It says what it saw, so that tests can look at what an adapter made of it. */
const routes: Readonly<Record<string, (request: Request, context: HttpContext) => Response | Promise<Response>>> = {
  "/none": () => new Response(null, { status: 204 }),
  "/bytes": () => new Response(new Uint8Array([0, 255, 128])),
  "/text": () => new Response("Grüße"),
  "/cookies": () => {
    const response = new Response("baked");
    response.headers.append("set-cookie", "a=1; Path=/; HttpOnly; SameSite=Lax");
    response.headers.append("set-cookie", "b=x%20y; Max-Age=60; Secure; Domain=shop.example");
    return response;
  },
  "/cookie": () => new Response("baked", { headers: { "set-cookie": "a=b=c; Path=/; Secure; Partitioned" } }),
  "/fail": () => {
    throw new Error("the database password is hunter2");
  },
  "/refuse": () => {
    throw new HttpError(409, { code: "sold_out", detail: "It is sold out." });
  },
  "/network-error": () => Response.error(),
  "/never": () => new Promise(() => undefined),
  "/moved": () => Response.redirect("https://shop.example/new"),
  "/stream": () =>
    new Response(ReadableStream.from([new Uint8Array([97]), new Uint8Array([98])]), {
      headers: { "content-type": "text/event-stream", connection: "keep-alive", "transfer-encoding": "chunked" },
    }),
  "/broken": () =>
    new Response(new ReadableStream({ pull: (controller) => controller.error(new Error("the body broke")) })),
  "/background": (_request, context) => {
    context.waitUntil(new Promise((resolve) => setTimeout(() => resolve(context.log.info("background done")), 20)));
    context.waitUntil(Promise.reject(new Error("background failed")));
    return new Response("started");
  },
};

async function describeRequest(request: Request, context: HttpContext, links: object): Promise<Response> {
  const { pathname, search, searchParams } = new URL(request.url);
  const body = Buffer.from(await request.arrayBuffer()).toString("base64");
  const { requestId, clientAddress, coldStart, cloud, set } = context;
  const { method, url } = request;
  const query = [...searchParams];
  const headers = Object.fromEntries(request.headers);
  const seen = { method, url, pathname, search, query, headers, body };
  const remaining = context.remaining();
  return Response.json({
    ...seen,
    links,
    context: { requestId, clientAddress, coldStart, cloud, set, remaining, function: context.function },
  });
}

/** One app that every adapter is tested with. */
export const fixture = http(
  fixtures,
  "api",
  (links): HttpApp => ({
    fetch(request, context) {
      const route = routes[new URL(request.url).pathname];
      return route?.(request, context) ?? describeRequest(request, context, links);
    },
  }),
);

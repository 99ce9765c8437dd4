import { HttpRequest, HttpResponse, InvocationContext } from "@azure/functions";
import type { AzureHandler } from "../../../kit/runtime/triggers/http/adapters/azure.ts";
import { type Driver, parseLog, type Sent } from "./drivers.ts";

/** What the host puts before a function's name: a Function App's address. */
const origin = "https://app.azurewebsites.net";

function toRequest({ method = "GET", target, headers = {}, body }: Sent): HttpRequest {
  const bytes = body === undefined ? {} : { body: { bytes: Buffer.from(body) } };
  return new HttpRequest({ method, url: `${origin}${target}`, headers: { ...headers }, ...bytes });
}

/**
 * The official model's classes around the handler, and the way in which the model hands a response to the host:
 * https://github.com/Azure/azure-functions-nodejs-library/blob/v4.x/src/http/httpProxy.ts
 */
export function createAzureDriver(serve: () => Promise<AzureHandler>): Driver {
  let handler: AzureHandler | undefined;
  return {
    cloud: "azure",
    async open() {
      handler = await serve();
    },
    async send(sent) {
      const lines: string[] = [];
      const context = new InvocationContext({
        functionName: "api",
        invocationId: "azure-invocation",
        logHandler: (_level, ...parts) => lines.push(parts.join(" ")),
      });
      const init = await handler?.(toRequest(sent), context);
      const response = new HttpResponse(init);
      // `setHeader` of Node.js: of several headers with one name the last stays; cookies replace them.
      const headers = new Headers();
      for (const [name, value] of response.headers) headers.set(name, value);
      const baked = response.cookies.map(({ name, value, ...attributes }) =>
        [`${name}=${encodeURIComponent(value)}`, ...Object.entries(attributes).map((pair) => pair.join("="))].join(
          "; ",
        ),
      );
      const cookies = baked.length > 0 ? baked : headers.getSetCookie();
      const body = Buffer.from(await response.arrayBuffer());
      return { status: response.status, headers, cookies, body, logs: parseLog(lines.join("\n")) };
    },
    async close() {},
  };
}

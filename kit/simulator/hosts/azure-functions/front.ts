import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../contract.ts";
import { type AppConfiguration, quotas } from "./configuration.ts";
import { end, type FrontRequest, frontRequest } from "./front-request.ts";
import { invokeByMessage } from "./http-message.ts";
import { invokeByProxy } from "./http-proxy.ts";
import type { Release } from "./release.ts";
import { findRoute, type RouteMatch } from "./routes.ts";

/** What the front needs to know about an app. */
export interface FrontedApp {
  readonly configuration: AppConfiguration;
  /** Why the host is not running, if it is not. */
  readonly failure: string | undefined;
  /** The release that serves requests. `undefined` before the first deployment. */
  readonly release: Release | undefined;
}

/** Answers a request to an app, with what App Service's front and the Functions host do before a function receives it. */
export async function answer(
  app: FrontedApp,
  message: IncomingMessage,
  response: ServerResponse,
  clock: Clock,
): Promise<void> {
  const { host, isEnabled, httpsOnly } = app.configuration;
  const isSecure = "encrypted" in message.socket || message.headers.host !== host;
  const request = frontRequest(message, app.configuration.host, isSecure);
  if (request === undefined) return end(response, 400, "Bad Request - Invalid Hostname");
  // "HTTPS Only": App Service redirects. A request to the local address has no TLS terminator in front of it and is accepted.
  // https://learn.microsoft.com/azure/app-service/configure-ssl-bindings#enforce-https
  if (httpsOnly && !isSecure) return redirect(response, request.url);
  // https://learn.microsoft.com/azure/app-service/overview-manage-costs: a stopped app answers with 403.
  if (!isEnabled) return end(response, 403, "Error 403 - This web app is stopped.");
  if (isTooLong(message)) return end(response, 413);
  if (app.failure !== undefined) return end(response, 503, "Function host is not running.");
  const match = findRoute(app.release?.routes ?? [], message.method ?? "GET", request.url.pathname);
  if (isReserved(request.url.pathname)) return end(response, 401);
  if (match === undefined) return homePageOr404(app, request, response);
  if (!isAuthorized(app, match, request)) return end(response, 401);
  await run(app, match, request, response, clock);
}

async function run(
  app: FrontedApp,
  match: RouteMatch,
  request: FrontRequest,
  response: ServerResponse,
  clock: Clock,
): Promise<void> {
  const silence = watchSilence(response, clock);
  try {
    const { release } = app;
    const failure = await release?.run(match.route.name, async (worker) => {
      const invoke = worker.proxy === undefined ? invokeByMessage : invokeByProxy;
      return { text: await invoke({ worker, match, request, response, heard: silence.heard }) };
    });
    if (failure === undefined) end(response, 503, "Function host is not running.");
    else if (failure.text !== undefined) release?.logFailure(match.route.name, request.id, failure.text);
  } finally {
    silence.cancel();
  }
}

/** Ends a request that has been silent for too long: "the Azure Load Balancer will time out and return an HTTP 502 error". */
function watchSilence(response: ServerResponse, clock: Clock): { heard: () => void; cancel: () => void } {
  const giveUp = (): void => {
    if (response.headersSent) response.destroy();
    else end(response, 502);
  };
  let cancel = clock.after(quotas.silence, giveUp);
  return {
    heard: () => {
      cancel();
      cancel = clock.after(quotas.silence, giveUp);
    },
    cancel: () => cancel(),
  };
}

function isTooLong(message: IncomingMessage): boolean {
  return Number(message.headers["content-length"] ?? 0) > quotas.requestBody;
}

/** The host reserves these paths and requires the master key for them. https://learn.microsoft.com/azure/azure-functions/function-keys-how-to */
function isReserved(path: string): boolean {
  return /^\/(?:admin|runtime)(?:\/|$)/i.test(path);
}

/** https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#http-auth */
function isAuthorized(app: FrontedApp, { route }: RouteMatch, request: FrontRequest): boolean {
  const level = (route.binding.authLevel ?? "function").toLowerCase();
  if (level === "anonymous") return true;
  const given = request.headers["x-functions-key"] ?? request.url.searchParams.get("code");
  const { keys } = app.configuration;
  return given === keys.master || (level === "function" && given === keys.default);
}

/**
 * An app's root shows a page unless a function has that route, even before the first deployment; with
 * `AzureWebJobsDisableHomepage` it is empty. Any other path is not found.
 * https://learn.microsoft.com/azure/azure-functions/functions-app-settings#azurewebjobsdisablehomepage
 */
function homePageOr404(app: FrontedApp, request: FrontRequest, response: ServerResponse): void {
  const isHidden = /^true$/i.test(app.configuration.settings.AzureWebJobsDisableHomepage ?? "");
  if (request.url.pathname !== "/" || request.message.method !== "GET") end(response, 404);
  else if (isHidden) end(response, 204);
  else {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!DOCTYPE html><html><body><h1>Your Azure Function App is up and running.</h1></body></html>");
  }
}

function redirect(response: ServerResponse, url: URL): void {
  response.writeHead(301, { location: `https://${url.host}${url.pathname}${url.search}`, "content-length": "0" });
  response.end();
}

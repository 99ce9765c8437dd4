import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { recordAt, textAt } from "../../../contract/read.ts";
import type { HttpHandler, StoredResource, World } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { CorsRules } from "../http/cors.ts";
import { type FrontRequest, readRequest, tooLarge } from "../http/request.ts";
import { send } from "../http/response.ts";
import { newTraceId } from "../lambda/index.ts";
import { formatAccess } from "./access-log.ts";
import { messages, partsOf, quotas, types } from "./apis.ts";
import { type IntegrationResponse, integrate } from "./integrate.ts";
import { findRoute } from "./routing.ts";
import { logGroupOf } from "./stage.ts";
import type { Throttle } from "./throttle.ts";

/** A request that has reached a stage. */
interface Visit {
  readonly request: FrontRequest;
  readonly requestId: string;
  readonly traceId: string;
  readonly stage: StoredResource;
  /** Decoded, as functions see it: with the stage, unless it is `$default`. */
  readonly path: string;
  /** The path that routes are matched against: without the stage. */
  readonly routePath: string;
}

/** HTTP APIs pass the decoded path. `undefined`: its encoding is not valid. */
function decodePath(rawPath: string): string | undefined {
  try {
    return decodeURIComponent(rawPath);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Answers the requests to one HTTP API, by its current stages, routes and integrations. */
export class ApiFront {
  readonly #api: StoredResource;
  readonly #world: World;
  readonly #host: LambdaHost;
  readonly #throttle: Throttle;

  /** @param throttle - Shared by all APIs, because they share their account's limit. */
  constructor(api: StoredResource, world: World, host: LambdaHost, throttle: Throttle) {
    this.#api = api;
    this.#world = world;
    this.#host = host;
    this.#throttle = throttle;
  }

  readonly handle: HttpHandler = async (incoming: IncomingMessage, response: ServerResponse) => {
    const started = performance.now();
    const now = this.#world.clock.now();
    const traceId = newTraceId(now);
    const request = await readRequest(incoming, quotas.payload, now, traceId);
    if (request === tooLarge) return send(response, messages.tooLarge);
    const path = decodePath(request.rawPath);
    if (path === undefined) return send(response, messages.badRequest);
    const staged = this.#stageFor(path);
    if (staged === undefined) return send(response, messages.notFound);
    const requestId = `${randomBytes(11).toString("base64url")}=`;
    const visit: Visit = { request, requestId, traceId, path, ...staged };
    const answer = await this.#answer(visit);
    const headers = [...answer.response.headers, ["apigw-requestid", requestId] as const];
    send(response, { ...answer.response, headers });
    this.#log(visit, answer, performance.now() - started);
  };

  /** A named stage is the first segment of the path; `$default` is at the root. A stage without a deployment does not answer. */
  #stageFor(path: string): Pick<Visit, "stage" | "routePath"> | undefined {
    if (this.#api.inputs.disableExecuteApiEndpoint === true) return undefined;
    const stages = partsOf(this.#world, types.stage, this.#api).filter(({ inputs }) => inputs.autoDeploy === true);
    const [, first = "", ...rest] = path.split("/");
    const named = stages.find(({ inputs }) => inputs.name === first);
    if (named !== undefined) return { stage: named, routePath: `/${rest.join("/")}` };
    const root = stages.find(({ inputs }) => inputs.name === "$default");
    return root && { stage: root, routePath: path };
  }

  /** CORS settings of the API answer preflight requests, and replace the function's CORS headers. */
  async #answer(visit: Visit): Promise<IntegrationResponse> {
    const settings = this.#api.inputs.corsConfiguration;
    if (settings === undefined) return this.#route(visit);
    const cors = new CorsRules(recordAt(settings));
    if (cors.isPreflight(visit.request)) {
      return { response: { status: 204, headers: cors.preflight(visit.request), body: Buffer.alloc(0) } };
    }
    const answer = await this.#route(visit);
    const headers = cors.apply(visit.request, answer.response.headers);
    return { ...answer, response: { ...answer.response, headers } };
  }

  async #route({ request, requestId, traceId, stage, path, routePath }: Visit): Promise<IntegrationResponse> {
    const routes = partsOf(this.#world, types.route, this.#api);
    const keys = routes.map(({ inputs }) => String(inputs.routeKey));
    const match = findRoute(keys, request.method, routePath);
    if (match === undefined) return { response: messages.notFound };
    const { routeKey, pathParameters } = match;
    if (!this.#throttle.mayPass(stage, routeKey)) {
      return { response: messages.throttled, routeKey, errorMessage: "Too Many Requests" };
    }
    const target = routes.find(({ inputs }) => inputs.routeKey === routeKey)?.inputs.target;
    const integrations = partsOf(this.#world, types.integration, this.#api);
    const integration = integrations.find(({ id }) => target === `integrations/${id}`);
    if (integration === undefined)
      return { response: messages.failed, routeKey, errorMessage: "Internal Server Error" };
    const variables = Object.entries(recordAt(stage.inputs.stageVariables));
    const context = {
      accountId: this.#api.scope.account,
      apiId: this.#api.id,
      routeKey,
      stage: String(stage.inputs.name),
      requestId,
      path,
      ...(pathParameters === undefined ? {} : { pathParameters }),
      ...(variables.length === 0
        ? {}
        : { stageVariables: Object.fromEntries(variables.map(([k, v]) => [k, String(v)])) }),
    };
    const call = { api: this.#api, integration, request, context, traceId };
    return { routeKey, ...(await integrate(call, this.#world, this.#host)) };
  }

  #log({ request, requestId, stage, path }: Visit, { response, ...rest }: IntegrationResponse, latency: number): void {
    const settings = recordAt(stage.inputs.accessLogSettings);
    const group = logGroupOf(settings.destinationArn);
    const format = textAt(settings.format);
    if (group === undefined || format === undefined) return;
    const text = formatAccess(format, {
      ...rest,
      request,
      requestId,
      path,
      accountId: this.#api.scope.account,
      apiId: this.#api.id,
      stage: String(stage.inputs.name),
      status: response.status,
      responseLength: response.body.length,
      latency: Math.round(latency),
    });
    this.#world.logs.append({ cloud: "aws", group, time: this.#world.clock.now(), text });
  }
}

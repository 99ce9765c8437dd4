import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { parseJson } from "../../../contract/read.ts";
import { CloudError, type World } from "../../../contract.ts";
import { requireToken } from "./tokens.ts";

/** An authenticated call of the API, which may do everything in the account. */
export interface ApiCall {
  readonly account: string;
  /** The matched groups of the route's path. */
  readonly names: readonly string[];
  readonly query: URLSearchParams;
  /** The parsed body, or `undefined` if it is not JSON. */
  readonly body: unknown;
}

/** A route of the API. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** What follows `/client/v4/accounts/<account>`. */
  readonly path: RegExp;
  /** What it says when there have been too many calls. @default what the API says of all of them */
  readonly overloaded?: CloudError;
  /** Answers the `result`. */
  run(call: ApiCall): object | null | Promise<object | null>;
}

/** https://developers.cloudflare.com/fundamentals/api/reference/limits/; observed: https://github.com/cloudflare/workers-sdk/issues/10025 */
const throttled = new CloudError("971", "Please wait and consider throttling your request speed", 429);

const key = "cloudflare/api";
const basePath = "/client/v4";

/** The API that every program except Workers calls. https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/ */
export class ApiEndpoint {
  readonly #world: World;
  readonly #routes: () => readonly Route[];

  constructor(world: World, routes: () => readonly Route[]) {
    this.#world = world;
    this.#routes = routes;
  }

  /** Opens the endpoint, if it is not open already. Returns the address that stands for `https://api.cloudflare.com/client/v4`. */
  async open(): Promise<string> {
    const endpoint = { cloud: "cloudflare", key, host: "api.cloudflare.com", isInternal: true } as const;
    const { url } = await this.#world.endpoints.open(endpoint, (request, response) => this.#handle(request, response));
    return url + basePath;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answered = await this.#answer(request, await text(request));
    if (answered === undefined) return void response.destroy();
    const [status, answer] = answered;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ messages: [], ...answer }));
  }

  /** `undefined`: the caller gets no response. */
  async #answer(
    request: IncomingMessage,
    body: string,
  ): Promise<readonly [status: number, answer: object] | undefined> {
    try {
      const [route, call] = this.#admit(request, body);
      const run = (): ReturnType<Route["run"]> => route.run(call);
      const result = await this.#world.faults.around("cloudflare", run, route.overloaded ?? throttled);
      return result === undefined ? undefined : [200, { success: true, errors: [], result }];
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const { code, message, status } = error;
      return [status, { success: false, errors: [{ code: Number(code), message }], result: null }];
    }
  }

  /** What is called, and how. @throws CloudError when it is not the account's, or there is no such route. */
  #admit({ method, url = "/", headers }: IncomingMessage, body: string): readonly [Route, ApiCall] {
    const { pathname, searchParams: query } = new URL(url, "http://api.cloudflare.com");
    const [, account = "", rest = ""] = new RegExp(`^${basePath}/accounts/([^/]+)(.*)$`).exec(pathname) ?? [];
    requireToken(this.#world, account, headers.authorization);
    for (const route of this.#routes()) {
      const match = route.method === method ? route.path.exec(rest) : null;
      if (match === null) continue;
      return [route, { account, names: match.slice(1), query, body: parseJson(body) }];
    }
    throw new CloudError("7003", `No route for the URI: the simulator's Cloudflare has no ${method} ${pathname}`, 404);
  }
}

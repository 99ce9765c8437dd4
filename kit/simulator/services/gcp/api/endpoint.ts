import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { CloudError, type World } from "../../../contract.ts";
import { callLimit } from "../../../limits.ts";
import type { TokenCaller, Tokens } from "../iam/index.ts";
import type { Api, ApiAnswer } from "./call.ts";
import { exhausted, invalidCredentials, refusal } from "./errors.ts";

const key = "gcp/api";

/** Parses a request's target, and checks that the path can be decoded, as APIs will. @throws CloudError `INVALID_ARGUMENT` */
function parseTarget(target: string, origin: string): URL {
  try {
    const url = new URL(target, origin);
    decodeURIComponent(url.pathname);
    return url;
  } catch (error) {
    if (!(error instanceof URIError || error instanceof TypeError)) throw error;
    throw new CloudError("INVALID_ARGUMENT", `The request target is malformed: ${target}`, 400);
  }
}

/** Receives calls of all services' APIs, authenticates them, and passes them to the service that owns the path. */
export class ApiEndpoint {
  readonly #world: World;
  readonly #tokens: Tokens;
  readonly #apis: () => readonly Api[];

  constructor(world: World, tokens: Tokens, apis: () => readonly Api[]) {
    this.#world = world;
    this.#tokens = tokens;
    this.#apis = apis;
  }

  /** Opens the endpoint, if it is not open already, and returns its address. */
  async open(): Promise<string> {
    const { url } = await this.#world.endpoints.open({ cloud: "gcp", key, isInternal: true }, (incoming, response) =>
      this.#handle(incoming, response),
    );
    return url;
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#answer(incoming, await buffer(incoming));
    if (answer === undefined) return void response.destroy();
    const { status, headers, body } = answer;
    const date = new Date(this.#world.clock.now()).toUTCString();
    response.writeHead(status, { ...headers, date }).end(body);
  }

  /** `undefined`: the caller gets no response. */
  async #answer({ method = "GET", url = "/", headers }: IncomingMessage, body: Buffer): Promise<ApiAnswer | undefined> {
    const origin = await this.open();
    try {
      const { pathname: path, searchParams: query } = parseTarget(url, origin);
      const caller = this.#callerOf(headers.authorization);
      const api = this.#apis().find((one) => one.owns(path));
      if (api === undefined) throw this.#unknown(path);
      const call = { ...caller, method, path, query, headers, body, origin };
      return await this.#world.faults.around("gcp", () => api.handle(call), exhausted);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const answer = refusal(error, headers.authorization === undefined);
      const [path = ""] = url.split("?");
      const isStream = this.#apis().some((one) => one.owns(path) && one.streams?.(path));
      return isStream ? { ...answer, body: `[${answer.body}]` } : answer;
    }
  }

  /** @throws CloudError `UNAUTHENTICATED` for a token that is not valid. */
  #callerOf(authorization: string | undefined): TokenCaller {
    if (authorization === undefined) return { caller: { anonymous: true }, scopes: [] };
    const [, token = ""] = /^Bearer (\S+)$/i.exec(authorization) ?? [];
    const caller = this.#tokens.accessCaller(token);
    if (caller === undefined) throw invalidCredentials();
    return caller;
  }

  #unknown(path: string): CloudError {
    const hosts = this.#apis().map(({ host }) => host);
    return callLimit(
      `of Google's APIs the simulator has only ${new Intl.ListFormat("en").format(hosts)}, and not ${path}`,
    );
  }
}

import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { CloudError, type World } from "../../../contract.ts";
import { callLimit } from "../../../limits.ts";
import { tenant } from "../arm.ts";
import type { ReadToken } from "../identity/index.ts";
import { type ApiAddress, formatAddress, parsePath } from "./address.ts";
import type { Api, ApiAnswer, ApiRequest } from "./call.ts";

const key = "azure-native/api";

/** An error in the form of Azure's REST APIs. https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors */
function refusal({ status, code, message }: CloudError): ApiAnswer {
  const headers = { "content-type": "application/json", "x-ms-error-code": code };
  return { status, headers, body: JSON.stringify({ error: { code, message } }) };
}

/** https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes */
function invalidToken(why: string): CloudError {
  const message = `Server failed to authenticate the request. Please refer to the information in the www-authenticate header. ${why}`;
  return new CloudError("InvalidAuthenticationInfo", message, 401);
}

/** https://learn.microsoft.com/azure/service-bus-messaging/service-bus-throttling, https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes */
const serverBusy = new CloudError(
  "ServerBusy",
  "The request was terminated because the entity is being throttled. Error code : 50009. Please wait 2 seconds and try again.",
  503,
);

/** Where to get a token, and for what. https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory#bearer-challenge */
function challenge(audience: string): string {
  const authority = `https://login.microsoftonline.com/${tenant}/oauth2/authorize`;
  return `Bearer authorization_uri=${authority} resource_id=${audience}`;
}

/** @returns `undefined` for another scheme. https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
function bearerIn({ authorization = "" }: IncomingHttpHeaders): string | undefined {
  return /^Bearer (.+)$/i.exec(authorization)?.[1];
}

function audiencesOf(api: Api, { name, headers }: ApiRequest): ReturnType<Api["audiences"]> {
  const address = formatAddress(`https://${headers.host}`, name, api.service);
  return api.audiences(name, address.slice(0, -1));
}

/** Receives requests to the data planes of all services, verifies their access tokens, and passes them to the service. */
export class ApiEndpoint {
  readonly #world: World;
  readonly #readToken: ReadToken;
  readonly #apis: () => readonly Api[];

  constructor(world: World, readToken: ReadToken, apis: () => readonly Api[]) {
    this.#world = world;
    this.#readToken = readToken;
    this.#apis = apis;
  }

  async open(): Promise<string> {
    const endpoint = { cloud: "azure-native", key, isInternal: true } as const;
    const { url } = await this.#world.endpoints.open(endpoint, (incoming, response) =>
      this.#handle(incoming, response),
    );
    // Microsoft's clients send access tokens only over TLS.
    return url.replace(/^http:/, "https:");
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = await this.#answer(incoming, await buffer(incoming));
    if (answer === undefined) return void response.destroy();
    const { status, headers, body } = answer;
    const id = incoming.headers["x-ms-client-request-id"];
    response.writeHead(status, {
      ...headers,
      ...(typeof id === "string" ? { "x-ms-client-request-id": id } : {}),
      date: new Date(this.#world.clock.now()).toUTCString(),
      "x-ms-request-id": randomUUID(),
    });
    response.end(body);
  }

  /** `undefined`: the caller gets no response. */
  async #answer({ method = "GET", url = "/", headers }: IncomingMessage, body: Buffer): Promise<ApiAnswer | undefined> {
    const [path = "/", ...query] = url.split("?");
    try {
      const { service, ...address } = parsePath(path);
      const api = this.#require(service, headers.upgrade);
      return await this.#call(api, {
        method,
        path,
        ...address,
        query: new URLSearchParams(query.join("?")),
        headers,
        body,
      });
    } catch (error) {
      if (error instanceof CloudError) return refusal(error);
      throw error;
    }
  }

  async #call(api: Api, request: ApiRequest): Promise<ApiAnswer | undefined> {
    try {
      const authenticated = this.#authenticated(api, request);
      const { throttled = serverBusy } = api;
      return await this.#world.faults.around("azure-native", () => api.handle(authenticated), throttled);
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      const answer = api.refuse(error);
      if (error.status !== 401) return answer;
      const [audience] = audiencesOf(api, request);
      const wanted = (api.challenge ?? challenge)(audience);
      return { ...answer, headers: { ...answer.headers, "www-authenticate": wanted } };
    }
  }

  #require(service: ApiAddress["service"], upgrade: string | undefined): Api {
    // https://learn.microsoft.com/azure/service-bus-messaging/service-bus-amqp-protocol-guide
    if (upgrade !== undefined) throw callLimit("the simulator's Azure speaks HTTP only, not AMQP over WebSockets");
    const apis = this.#apis();
    const found = apis.find((api) => api.service === service);
    if (found !== undefined) return found;
    const names = apis.map((api) => api.service).join(", ");
    throw callLimit(`of Azure's data planes the simulator has only ${names}, not ${service === "" ? "this" : service}`);
  }

  /** @throws CloudError when the request has a token that is not valid for this service, or has expired. */
  #authenticated(api: Api, request: ApiRequest): ApiRequest {
    const token = (api.tokenIn ?? bearerIn)(request.headers);
    if (token === undefined) return request;
    const claims = this.#readToken(token);
    if (claims === undefined) throw invalidToken("Signature validation failed.");
    const { aud, exp, oid } = claims;
    const isMeant = audiencesOf(api, request).includes(String(aud).replace(/\/$/, ""));
    if (!isMeant) throw invalidToken("Audience validation failed.");
    if (Number(exp) * 1_000 <= this.#world.clock.now()) throw invalidToken("Lifetime validation failed.");
    return { ...request, principal: String(oid) };
  }
}

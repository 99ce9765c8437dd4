import { isStream, LightBody, type Source } from "./body.ts";
import { LightHeaders, token } from "./headers.ts";
import { recognise } from "./recognise.ts";

const forbidden = new Set(["CONNECT", "TRACE", "TRACK"]);
const upperCased = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);

type Input = string | URL | Request | LightRequest;
type Settings = Pick<
  Request,
  "cache" | "credentials" | "integrity" | "keepalive" | "mode" | "redirect" | "referrer" | "referrerPolicy"
>;

/** These mean nothing to a server: they matter when the request is passed to `fetch`. */
const defaults: Settings = {
  cache: "default",
  credentials: "same-origin",
  integrity: "",
  keepalive: false,
  mode: "cors",
  redirect: "follow",
  referrer: "about:client",
  referrerPolicy: "",
};

const names = Object.keys(defaults) as readonly (keyof Settings)[];

/** https://fetch.spec.whatwg.org/#concept-method */
function toMethod(method: string): string {
  const upper = method.toUpperCase();
  if (!token.test(method) || forbidden.has(upper)) throw new TypeError(`${JSON.stringify(method)} cannot be a method.`);
  return upperCased.has(upper) ? upper : method;
}

function toUrl(input: string | URL): string {
  const url = input instanceof URL ? input : new URL(input);
  if (url.username || url.password) throw new TypeError("The URL of a request has no user name or password.");
  return url.href;
}

function isRequest(input: Input): input is Request | LightRequest {
  return input instanceof LightRequest;
}

function toBody(from: Request | LightRequest | undefined, init: RequestInit, method: string): unknown {
  const given = init.body ?? null;
  if (given !== null && typeof given === "object" && Symbol.asyncIterator in given && init.duplex === undefined) {
    throw new TypeError("A request whose body is a stream needs the option `duplex`.");
  }
  let body: unknown = given;
  if (given === null && from instanceof LightBody) body = LightBody.take(from);
  else if (given === null && from !== undefined) body = from.body;
  if (body === null || (method !== "GET" && method !== "HEAD")) return body;
  throw new TypeError("A request with GET or HEAD has no body.");
}

/** `Request` without undici. Behaves as https://fetch.spec.whatwg.org/#request-class says. */
export class LightRequest extends LightBody {
  // Each says what the request's settings say under its name.
  declare readonly cache: Settings["cache"];
  declare readonly credentials: Settings["credentials"];
  declare readonly integrity: Settings["integrity"];
  declare readonly keepalive: Settings["keepalive"];
  declare readonly mode: Settings["mode"];
  declare readonly redirect: Settings["redirect"];
  declare readonly referrer: Settings["referrer"];
  declare readonly referrerPolicy: Settings["referrerPolicy"];
  readonly #url: string;
  readonly #method: string;
  readonly #settings: Settings;
  #signal: AbortSignal | undefined;

  constructor(input: Input, init: RequestInit = {}) {
    const from = isRequest(input) ? input : undefined;
    const url = isRequest(input) ? input.url : toUrl(input);
    const method = toMethod(init.method ?? from?.method ?? "GET");
    super(toBody(from, init, method), new LightHeaders(init.headers === undefined ? from?.headers : init.headers));
    this.#url = url;
    this.#method = method;
    this.#settings = settle(from, init);
    this.#signal = init.signal ?? from?.signal;
  }

  static override readonly [Symbol.hasInstance] = recognise("Request");

  static {
    for (const name of names) {
      Object.defineProperty(LightRequest.prototype, name, {
        get(this: LightRequest) {
          return this.#settings[name];
        },
      });
    }
  }

  /** What the native fetch needs to send this request. Its body counts as read. */
  static toInit(request: LightRequest): RequestInit {
    const { method, headers, signal } = request;
    const body: Source = LightBody.take(request);
    return { ...request.#settings, method, headers, signal, body, ...(isStream(body) ? { duplex: "half" } : {}) };
  }

  get [Symbol.toStringTag](): string {
    return "Request";
  }

  get url(): string {
    return this.#url;
  }

  get method(): string {
    return this.#method;
  }

  get signal(): AbortSignal {
    this.#signal ??= new AbortController().signal;
    return this.#signal;
  }

  get destination(): "" {
    return "";
  }

  get duplex(): "half" {
    return "half";
  }

  clone(): LightRequest {
    const { url, method, headers, signal } = this;
    const body = LightBody.copy(this);
    return new LightRequest(url, { ...this.#settings, method, headers, signal, body, duplex: "half" });
  }
}

/** Most requests have the defaults, which they share. */
function settle(from: Partial<Settings> = {}, init: Partial<Settings>): Settings {
  const given = names.map((name) => [name, init[name] ?? from[name]]).filter(([, value]) => value !== undefined);
  return given.length === 0 ? defaults : { ...defaults, ...Object.fromEntries(given) };
}

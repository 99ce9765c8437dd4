import { LightBody } from "./body.ts";
import { decodedHeaders } from "./decoded.ts";
import { LightHeaders } from "./headers.ts";
import { recognise } from "./recognise.ts";

const bodiless = new Set([101, 103, 204, 205, 304]);
const redirects = new Set([301, 302, 303, 307, 308]);
/** https://www.rfc-editor.org/rfc/rfc9112#name-status-line */
const reasonPhrase = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Properties that no caller can set: those of responses to a fetch, of errors and of redirects. */
interface Made {
  readonly status: number;
  readonly type?: Response["type"];
  readonly url?: string;
  readonly redirected?: boolean;
}

function checkStatus(status: number, body: unknown): void {
  if (!(status >= 200 && status <= 599)) throw new RangeError(`The status ${status} is not from 200 to 599.`);
  if (!bodiless.has(status) || body === null || body === undefined) return;
  throw new TypeError(`A response with status ${status} has no body.`);
}

function toStatusText(text: unknown): string {
  const phrase = text === undefined ? "" : String(text);
  if (phrase !== "" && !reasonPhrase.test(phrase))
    throw new TypeError(`${JSON.stringify(phrase)} is not a valid status text.`);
  return phrase;
}

/** `Response` without undici. Behaves as https://fetch.spec.whatwg.org/#response-class says. */
export class LightResponse extends LightBody {
  readonly #made: Made;
  readonly #statusText: string;

  /** @param made - For responses that no caller makes: their headers are immutable. @default none */
  constructor(
    body?: ConstructorParameters<typeof Response>[0] | ReadableStream | null,
    init?: ResponseInit | null,
    made?: Made,
  ) {
    const status = made?.status ?? Math.trunc(Number(init?.status === undefined ? 200 : init.status));
    if (made === undefined) checkStatus(status, body);
    super(body, new LightHeaders(init?.headers, made !== undefined));
    this.#made = made ?? { status };
    this.#statusText = toStatusText(init?.statusText);
  }

  static override readonly [Symbol.hasInstance] = recognise("Response");

  static error(): LightResponse {
    return new LightResponse(null, {}, { status: 0, type: "error" });
  }

  static json(data: unknown, init?: ResponseInit): LightResponse {
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError("The value cannot be written as JSON.");
    const headers = new LightHeaders(init?.headers);
    if (!headers.has("content-type")) headers.set("content-type", "application/json");
    return new LightResponse(text, { ...init, headers });
  }

  static redirect(url: string | URL, status = 302): LightResponse {
    if (!redirects.has(status)) throw new RangeError(`The status ${status} is not a redirect.`);
    return new LightResponse(null, { headers: { location: new URL(url).href } }, { status });
  }

  /** A light response with the properties of a fetched native one. */
  static from(native: Response): LightResponse {
    const { status, statusText, type, url, redirected } = native;
    const init = { statusText, headers: decodedHeaders(native) };
    return new LightResponse(native.body, init, { status, type, url, redirected });
  }

  get [Symbol.toStringTag](): string {
    return "Response";
  }

  get status(): number {
    return this.#made.status;
  }

  get statusText(): string {
    return this.#statusText;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status <= 299;
  }

  get type(): Response["type"] {
    return this.#made.type ?? "default";
  }

  get url(): string {
    return this.#made.url ?? "";
  }

  get redirected(): boolean {
    return this.#made.redirected ?? false;
  }

  clone(): LightResponse {
    const { status, statusText, headers, type, url, redirected } = this;
    const init = { status, statusText, headers };
    const made = LightHeaders.isFrozen(headers) ? { status, type, url, redirected } : undefined;
    return new LightResponse(LightBody.copy(this), init, made);
  }
}

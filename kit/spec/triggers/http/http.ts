import type { NoExcess } from "../../exact.ts";
import type { Duration, Quantity, Size } from "../../units.ts";

/** Cross-origin requests that browsers may make: https://fetch.spec.whatwg.org/#http-cors-protocol */
export interface Cors {
  /**
   * Origins that may call, as browsers send them, scheme and host without a slash at the end: `["https://shop.example"]`, or
   * `"*"` for any. `"https://*.shop.example"` is every host exactly one label below `shop.example`: neither `shop.example`
   * itself nor `a.b.shop.example`.
   */
  readonly origins: "*" | readonly string[];
  /** Methods that may be used. @default ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] */
  readonly methods?: readonly string[];
  /** Request headers that may be sent. @default the headers that the preflight asks for */
  readonly headers?: readonly string[];
  /** Response headers that the page may read. @default [] */
  readonly expose?: readonly string[];
  /** Whether cookies and authorization may be sent. Refused together with `origins: "*"`. @default false */
  readonly credentials?: boolean;
  /** How long a browser may remember the answer to a preflight. @default "10 minutes" */
  readonly maxAge?: Duration;
}

/** A function that answers HTTP requests. */
export interface HttpTrigger {
  /** Cross-origin access. @default none: browsers of other origins are refused */
  readonly cors?: Cors;
  /**
   * Whether responses are sent while they are produced, as server-sent events require.
   * On AWS this takes a Function URL instead of an HTTP API, which would hold the response back.
   * @default false
   */
  readonly streaming?: boolean;
  /** Largest request body, up to what the cloud lets through; a larger one is answered 413. @default "1 MB" */
  readonly maxBody?: Size;
}

/** What an HTTP trigger's literal must additionally satisfy. */
export type CheckedHttp<H> = H extends true
  ? unknown
  : NoExcess<H, HttpTrigger> &
      (H extends { readonly maxBody: infer S } ? { readonly maxBody: Quantity<S, Size> } : unknown) &
      (H extends { readonly cors: infer C } ? { readonly cors: NoExcess<C, Cors> } : unknown);

/** {@link Cors} with its defaults applied, and without units. */
export interface SettledCors extends Omit<Cors, "maxAge"> {
  /** How long a browser may remember the answer to a preflight, in seconds. */
  readonly maxAge: number;
}

/** What an HTTP function is started with. */
export interface HttpSettings {
  /** Whether responses are sent while they are produced. */
  readonly streaming: boolean;
  /** Largest request body, in bytes. */
  readonly maxBody: number;
  /** Cross-origin access. @default none */
  readonly cors?: SettledCors;
}

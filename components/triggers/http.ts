import { type Cors, type Duration, type HttpTrigger, httpOf, type Size } from "fourfold";

/** How a function answers HTTP requests. */
export interface HttpArgs {
  /** Whether responses are sent while they are produced. @default false */
  streaming?: boolean;
  /** Largest request body, as a size: `"2 MB"`. @default "1 MB" */
  maxBody?: string;
  /** Cross-origin access. @default none: browsers of other origins are refused */
  cors?: CorsArgs;
}

/** Cross-origin requests that browsers may make: https://fetch.spec.whatwg.org/#http-cors-protocol */
export interface CorsArgs {
  /** Origins that may call: `["https://shop.example"]`, or `["*"]` for any. */
  origins: string[];
  /** Methods that may be used. @default ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] */
  methods?: string[];
  /** Request headers that may be sent. @default the headers that the preflight asks for */
  headers?: string[];
  /** Response headers that the page may read. @default [] */
  expose?: string[];
  /** Whether cookies and authorization may be sent. Refused where any origin may call. @default false */
  credentials?: boolean;
  /** How long a browser may remember the answer to a preflight, as a duration: `"1 hour"`. @default "10 minutes" */
  maxAge?: string;
}

/** Other languages have no type for a list or a string, so `"*"` is a list too. */
function toCors({ maxAge, ...others }: CorsArgs): Cors {
  return { ...others, ...(maxAge === undefined ? {} : { maxAge: maxAge as Duration }) };
}

/** An HTTP trigger as the spec has it. */
export function toHttp({ streaming = false, maxBody, cors }: HttpArgs): HttpTrigger {
  return {
    streaming,
    ...(maxBody === undefined ? {} : { maxBody: maxBody as Size }),
    ...(cors === undefined ? {} : { cors: toCors(cors) }),
  };
}

/** Copies a list, which is read-only in the set's own type. */
const copied = (name: string, list: readonly string[] | undefined) => (list === undefined ? {} : { [name]: [...list] });

function lowerCors({ origins, methods, headers, expose, credentials, maxAge }: Cors): CorsArgs {
  return {
    origins: origins === "*" ? ["*"] : [...origins],
    ...copied("methods", methods),
    ...copied("headers", headers),
    ...copied("expose", expose),
    ...(credentials === undefined ? {} : { credentials }),
    ...(maxAge === undefined ? {} : { maxAge }),
  };
}

/** An HTTP trigger as components take it: without unions, which other languages do not have. */
export function lowerHttp(http: HttpTrigger | true): HttpArgs {
  const { streaming, maxBody, cors } = httpOf(http);
  return {
    ...(streaming === undefined ? {} : { streaming }),
    ...(maxBody === undefined ? {} : { maxBody }),
    ...(cors === undefined ? {} : { cors: lowerCors(cors) }),
  };
}

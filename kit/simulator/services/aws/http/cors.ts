import { listAt, numberAt } from "../../../contract/read.ts";
import type { Properties } from "../../../contract.ts";
import type { FrontRequest } from "./request.ts";
import type { FrontResponse } from "./response.ts";

type Headers = FrontResponse["headers"];

/**
 * CORS settings that the front applies.
 * HTTP API: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 * Function URL: https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors
 */
export class CorsRules {
  readonly #origins: readonly string[];
  readonly #settings: Properties;

  constructor(settings: Properties) {
    this.#settings = settings;
    this.#origins = listAt(settings.allowOrigins);
  }

  /** Whether a request is a preflight request of a browser. */
  isPreflight({ method, headers }: FrontRequest): boolean {
    return (
      method === "OPTIONS" && headers.origin !== undefined && headers["access-control-request-method"] !== undefined
    );
  }

  /** The headers of a preflight response. An origin that is not allowed gets none, so the browser refuses the request. */
  preflight(request: FrontRequest): Headers {
    const origin = this.#allowed(request);
    if (origin === undefined) return [];
    const list = (name: string, property: string): Headers => {
      const values = listAt(this.#settings[property]);
      return values.length === 0 ? [] : [[name, values.join(",")]];
    };
    const maxAge = numberAt(this.#settings.maxAge);
    return [
      ["access-control-allow-origin", origin],
      ...list("access-control-allow-methods", "allowMethods"),
      ...list("access-control-allow-headers", "allowHeaders"),
      ...(maxAge === undefined ? [] : [["access-control-max-age", String(maxAge)] as const]),
      ...this.#credentials(),
    ];
  }

  /** A function's headers with its CORS headers replaced by the front's. */
  apply(request: FrontRequest, headers: Headers): Headers {
    const others = headers.filter(([name]) => !name.startsWith("access-control-"));
    const origin = this.#allowed(request);
    if (origin === undefined) return others;
    const exposed = listAt(this.#settings.exposeHeaders);
    return [
      ...others,
      ["access-control-allow-origin", origin],
      ...(exposed.length === 0 ? [] : [["access-control-expose-headers", exposed.join(",")] as const]),
      ...this.#credentials(),
    ];
  }

  #credentials(): Headers {
    return this.#settings.allowCredentials === true ? [["access-control-allow-credentials", "true"]] : [];
  }

  #allowed({ headers }: FrontRequest): string | undefined {
    const { origin } = headers;
    if (origin === undefined) return undefined;
    if (this.#origins.includes("*")) return "*";
    return (
      this.#origins.find((allowed) => {
        // `https://*` and `http://*` stand for every origin of that scheme.
        if (allowed.endsWith("://*")) return origin.startsWith(allowed.slice(0, -1));
        return allowed.toLowerCase() === origin.toLowerCase();
      }) && origin
    );
  }
}

import { lightFetch } from "../../../kit/runtime/light/fetch.ts";
import { LightHeaders } from "../../../kit/runtime/light/headers.ts";
import { LightRequest } from "../../../kit/runtime/light/request.ts";
import { LightResponse } from "../../../kit/runtime/light/response.ts";

export interface Classes {
  readonly Headers: typeof Headers;
  readonly Request: typeof Request;
  readonly Response: typeof Response;
  readonly fetch: typeof fetch;
}

/** What is expected of them is the fetch standard's, https://fetch.spec.whatwg.org: the native classes must pass it too. */
export const implementations: Readonly<Record<"native" | "light", Classes>> = {
  native: { Headers, Request, Response, fetch },
  light: { Headers: LightHeaders, Request: LightRequest, Response: LightResponse, fetch: lightFetch },
};

export const bytes = (...values: number[]) => new Uint8Array(values);
export const streamOf = (...chunks: string[]) =>
  ReadableStream.from(chunks.map((chunk) => new TextEncoder().encode(chunk)));

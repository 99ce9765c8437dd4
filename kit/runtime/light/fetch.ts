import { LightBody } from "./body.ts";
import { nativeFetch } from "./native.ts";
import { LightRequest } from "./request.ts";
import { LightResponse } from "./response.ts";

/** The native fetch, which takes our requests too and answers with our responses. */
export async function lightFetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  if (!isLight(input)) return LightResponse.from(await nativeFetch(input, init));
  return LightResponse.from(await nativeFetch(input.url, { ...LightRequest.toInit(input), ...init }));
}

function isLight(input: unknown): input is LightRequest {
  return input instanceof LightBody;
}

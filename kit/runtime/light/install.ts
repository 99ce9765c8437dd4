import { lightFetch } from "./fetch.ts";
import { LightHeaders } from "./headers.ts";
import { LightRequest } from "./request.ts";
import { LightResponse } from "./response.ts";

/**
 * Puts the light classes in place of the native ones, whose first use loads undici: some 25 ms of a cold start.
 * This happens on import, because it must be done before the handler's own imports run.
 * Assigned, because `Object.defineProperty` and even reading the property would load undici.
 */
globalThis.Headers = LightHeaders;
globalThis.Request = LightRequest;
globalThis.Response = LightResponse;
globalThis.fetch = lightFetch;

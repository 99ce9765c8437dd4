import type { Cloud } from "../../clouds.ts";
import { FourfoldError } from "../../errors.ts";
import { noteOnFeature, requireFeature } from "../../support.ts";
import { type Size, toBytes } from "../../units.ts";
import type { Settlement, Trigger } from "../trigger.ts";
import { checkCors } from "./check-cors.ts";
import type { HttpSettings, HttpTrigger } from "./http.ts";
import { httpLimits } from "./limits.ts";
import { settleCors } from "./settle-cors.ts";
import { httpSupports } from "./supports.ts";

/** An HTTP function's settings where the spec leaves them out. */
export const httpDefaults = { maxBody: "1 MB" } as const satisfies { readonly maxBody: Size };

/** The HTTP trigger with its shorthand resolved. */
export function httpOf(http: HttpTrigger | true): HttpTrigger {
  return http === true ? {} : http;
}

function settleBody(asked: Size, cloud: Cloud, where: string): number {
  const wanted = toBytes(asked, where);
  const { value: largest, source } = httpLimits[cloud].requestBody;
  if (wanted <= largest) return wanted;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `request bodies of ${asked} are not possible on ${cloud}: at most ${largest} bytes reach a function (${source}).`,
    fix: "Lower `http.maxBody`.",
  });
}

function settle(http: HttpTrigger | true, cloud: Cloud, where: string): Settlement<HttpSettings> {
  const { streaming = false, maxBody = httpDefaults.maxBody, cors } = httpOf(http);
  if (streaming) requireFeature(httpSupports.streaming, cloud, where);
  if (cors !== undefined) checkCors(cors, where);
  const { timeout, streamingTimeout } = httpLimits[cloud];
  return {
    settled: {
      streaming,
      maxBody: settleBody(maxBody, cloud, where),
      ...(cors === undefined ? {} : { cors: settleCors(cors, where) }),
    },
    timeout: streaming ? streamingTimeout : timeout,
    notes: streaming ? noteOnFeature(httpSupports.streaming, cloud, where) : [],
  };
}

/** Requests from whoever may call. */
export const httpTrigger: Trigger<HttpTrigger | true, HttpSettings, HttpSettings> = {
  title: "HTTP function",
  handler: { define: "http", make: "(links) => app" },
  check(http, where) {
    const { cors } = httpOf(http);
    if (cors !== undefined) checkCors(cors, where);
  },
  settle,
  start: (settled) => settled,
  hostJson: () => ({ extensions: { http: { routePrefix: "" } } }),
};

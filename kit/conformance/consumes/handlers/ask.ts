import * as v from "valibot";
import { azureTokens, googleTokens } from "../../../runtime/platform/access-token.ts";
import { callAws } from "../../../runtime/platform/aws-request.ts";

/** A request to a cloud's own API. */
export const ApiRequest = v.object({
  cloud: v.picklist(["aws", "gcp", "azure", "cloudflare"]),
  method: v.picklist(["POST", "DELETE"]),
  url: v.string(),
  headers: v.record(v.string(), v.string()),
  body: v.string(),
});
export type ApiRequest = v.InferOutput<typeof ApiRequest>;

/** Its response. */
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
}

type Ask = (request: ApiRequest) => Promise<ApiAnswer>;

/** Calls a cloud's own API. @param shown - The credentials. */
export async function ask(
  { url, method, headers, body }: ApiRequest,
  shown: Readonly<Record<string, string>>,
): Promise<ApiAnswer> {
  const content = method === "DELETE" ? {} : { body };
  const response = await fetch(url, { method, headers: { ...headers, ...shown }, ...content });
  return { status: response.status, text: await response.text() };
}

const askWithToken =
  (tokens: () => () => Promise<string>): Ask =>
  async (request) =>
    ask(request, { authorization: `Bearer ${await tokens()()}` });

/** By the credentials that each platform gives a function. Workers get none: they have bindings for what they may use. */
const asks: { readonly [C in ApiRequest["cloud"]]: Ask } = {
  aws: ({ url, headers, body }) => callAws({ service: "sqs", url: new URL(url), headers, body }),
  gcp: askWithToken(googleTokens),
  azure: askWithToken(() => azureTokens("https://servicebus.azure.net")),
  cloudflare: (request) => ask(request, {}),
};

/** Calls the cloud's own API as the function that runs this. */
export const askAsFunction: Ask = (request) => asks[request.cloud](request);

import * as v from "valibot";
import { FourfoldError } from "../../spec/index.ts";
import { bearerAccess } from "./bearer.ts";
import type { ApiAnswer, CloudAccess, Environment, Source } from "./contract.ts";
import { addressIn, tryApi } from "./http.ts";
import { readAnswer } from "./json.ts";
import { askCliForJson, type VendorCli } from "./vendor-cli.ts";

/** In the order in which Wrangler looks: https://developers.cloudflare.com/workers/wrangler/system-environment-variables/ */
export const sources: readonly Source[] = [
  {
    text: "`CLOUDFLARE_API_TOKEN`",
    source: "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/",
  },
  {
    text: "`wrangler auth token`",
    source: "https://developers.cloudflare.com/workers/wrangler/commands/general/#auth-token",
  },
];

const cli: VendorCli = {
  command: "wrangler",
  missing: "Set CLOUDFLARE_API_TOKEN: https://developers.cloudflare.com/fundamentals/api/get-started/create-token/.",
  login: "Log in with `wrangler login`, or set CLOUDFLARE_API_TOKEN.",
};

/** https://developers.cloudflare.com/changelog/post/2025-12-18-wrangler-auth-token/ */
const Printed = v.object({ token: v.string() });

async function readToken(environment: Environment): Promise<string> {
  if (environment.CLOUDFLARE_API_TOKEN) return environment.CLOUDFLARE_API_TOKEN;
  return (await askCliForJson(cli, ["auth", "token", "--json"], environment, Printed)).token;
}

/** https://developers.cloudflare.com/workers/wrangler/system-environment-variables/ (`CLOUDFLARE_API_BASE_URL`) */
const addressOf = ({ CLOUDFLARE_API_BASE_URL: own }: Environment): string =>
  own || "https://api.cloudflare.com/client/v4";

const Result = v.object({ result: v.object({ id: v.string(), email: v.optional(v.string()) }) });

/** A token is a user's, an account's or a login's. Each is accepted by one of these, and refused by the others. */
const questions = (accountId: string) => [
  "/user/tokens/verify", // https://developers.cloudflare.com/api/resources/user/subresources/tokens/methods/verify/
  `/accounts/${accountId}/tokens/verify`, // https://developers.cloudflare.com/api/resources/accounts/subresources/tokens/methods/verify/
  "/user", // https://developers.cloudflare.com/api/resources/user/methods/get/
];

/** The first response that is not a refusal names the holder. */
async function askActor(ask: (path: string) => Promise<ApiAnswer>, accountId: string): Promise<string> {
  for (const path of questions(accountId)) {
    const { status, body } = await ask(path);
    if (status >= 400) continue;
    const { id, email } = readAnswer("Cloudflare", body, Result).result;
    return `${email ?? `the API token ${id}`}, in the account ${accountId}`;
  }
  const what = "the token is not known there.";
  throw new FourfoldError("ERR_CREDENTIALS", { where: "Cloudflare", what, fix: cli.login });
}

/**
 * Cloudflare's API, for an account. Paths are relative to `/client/v4`.
 * @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function openCloudflare(environment: Environment, accountId: string): Promise<CloudAccess> {
  const [vendor, token, base] = ["Cloudflare", await readToken(environment), addressOf(environment)];
  const headers = { authorization: `Bearer ${token}` };
  const ask = (path: string) =>
    tryApi(vendor, { method: "GET", url: addressIn(vendor, base, path), headers, body: undefined });
  return bearerAccess({ vendor, actor: await askActor(ask, accountId), token, addressOf: () => base });
}

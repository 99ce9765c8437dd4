import { existsSync } from "node:fs";
import { posix, win32 } from "node:path";
import * as v from "valibot";
import { googleEndpoint } from "../../spec/environment/google-endpoint.ts";
import { bearerAccess } from "./bearer.ts";
import type { CloudAccess, Environment, Source } from "./contract.ts";
import { addressIn, askApi } from "./http.ts";
import { readAnswer } from "./json.ts";
import { askCli, type VendorCli } from "./vendor-cli.ts";

/** Application Default Credentials first, as in Pulumi: https://cloud.google.com/docs/authentication/application-default-credentials */
export const sources: readonly Source[] = [
  {
    text: "`GOOGLE_OAUTH_ACCESS_TOKEN`",
    source: "https://www.pulumi.com/registry/packages/gcp/installation-configuration/",
  },
  {
    text: "`gcloud auth application-default print-access-token`, where `GOOGLE_APPLICATION_CREDENTIALS` names a file or `gcloud auth application-default login` has written one",
    source: "https://cloud.google.com/sdk/gcloud/reference/auth/application-default/print-access-token",
  },
  {
    text: "`gcloud auth print-access-token`",
    source: "https://cloud.google.com/sdk/gcloud/reference/auth/print-access-token",
  },
];

const cli: VendorCli = {
  command: "gcloud",
  missing: "Set GOOGLE_OAUTH_ACCESS_TOKEN, or install the gcloud CLI: https://cloud.google.com/sdk/docs/install.",
  login: "Log in with `gcloud auth login`, or `gcloud auth application-default login`.",
};

/**
 * Where `gcloud auth application-default login` writes credentials: https://cloud.google.com/docs/authentication/application-default-credentials#personal
 * `CLOUDSDK_CONFIG` names another folder: https://googleapis.dev/python/google-auth/latest/reference/google.auth.environment_vars.html
 *
 * @returns `undefined` if the environment names no home
 */
export function wellKnownFile(environment: Environment, platform = process.platform): string | undefined {
  const { CLOUDSDK_CONFIG, APPDATA, HOME } = environment;
  const isWindows = platform === "win32";
  const { join } = isWindows ? win32 : posix;
  const home = isWindows ? APPDATA : HOME && join(HOME, ".config");
  const folder = CLOUDSDK_CONFIG || (home && join(home, "gcloud"));
  return folder ? join(folder, "application_default_credentials.json") : undefined;
}

function hasDefaultCredentials(environment: Environment): boolean {
  if (environment.GOOGLE_APPLICATION_CREDENTIALS) return true;
  const file = wellKnownFile(environment);
  return file !== undefined && existsSync(file);
}

async function readToken(environment: Environment): Promise<string> {
  if (environment.GOOGLE_OAUTH_ACCESS_TOKEN) return environment.GOOGLE_OAUTH_ACCESS_TOKEN;
  const own = hasDefaultCredentials(environment) ? ["application-default"] : [];
  return askCli(cli, ["auth", ...own, "print-access-token", "--quiet"], environment);
}

/** https://cloud.google.com/docs/authentication/token-types#access-contents */
const Info = v.object({ email: v.optional(v.string()), azp: v.optional(v.string()) });

/** The token is in the body, since URLs are logged. Not every token names an email address. */
async function askActor(token: string, environment: Environment): Promise<string> {
  const where = "Google Cloud, oauth2";
  const answer = await askApi(where, {
    method: "POST",
    url: addressIn(where, googleEndpoint("oauth2", environment), "/tokeninfo"),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ access_token: token }).toString(),
  });
  const { email, azp } = readAnswer(where, answer.body, Info);
  return email ?? `the account that ${azp ?? "an unknown client"} has a token of`;
}

/**
 * Google's APIs.
 * @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD`
 */
export async function openGcp(environment: Environment): Promise<CloudAccess> {
  const token = await readToken(environment);
  const actor = await askActor(token, environment);
  return bearerAccess({
    ...{ vendor: "Google Cloud", actor, token },
    addressOf: (service) => googleEndpoint(service, environment),
  });
}

import type { PerCloud } from "../../spec/index.ts";
import { sources as aws } from "./aws.ts";
import { sources as azure } from "./azure.ts";
import { sources as cloudflare } from "./cloudflare.ts";
import type { Source } from "./contract.ts";
import { sources as gcp } from "./gcp.ts";

export { openAws } from "./aws.ts";
export { type DataPlane, openAzure } from "./azure.ts";
export { bearerAccess } from "./bearer.ts";
export { openCloudflare } from "./cloudflare.ts";
export type { ApiAnswer, ApiCall, CloudAccess, Environment, Source } from "./contract.ts";
export { openGcp } from "./gcp.ts";
export { askApi, sendHttp } from "./http.ts";
export { readAnswer } from "./json.ts";

/** The sources of each cloud's credentials. The first that exists is used. */
export const credentialSources: PerCloud<readonly Source[]> = { aws, gcp, azure, cloudflare };

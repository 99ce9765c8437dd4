import type { Cloud, PerCloud } from "../clouds.ts";
import type { Sourced } from "../limits.ts";

/** Packages that a platform provides besides Node's own modules, as patterns, whatever their version. */
const provided: PerCloud<Sourced<readonly string[]>> = {
  aws: {
    value: ["@aws-sdk/*", "@smithy/*"],
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html",
  },
  gcp: { value: [], source: "https://cloud.google.com/functions/docs/writing/specifying-dependencies-nodejs" },
  azure: { value: [], source: "https://learn.microsoft.com/azure/azure-functions/functions-reference-node" },
  cloudflare: { value: [], source: "https://developers.cloudflare.com/workers/wrangler/bundling/" },
};

/** Whether a platform provides the packages that a pattern names: `@aws-sdk/client-s3`, `@aws-sdk/*`. */
export function isProvided(pattern: string, cloud: Cloud): boolean {
  return provided[cloud].value.some((all) => pattern === all || pattern.startsWith(all.slice(0, -1)));
}

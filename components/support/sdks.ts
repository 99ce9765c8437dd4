import type { ProviderResource } from "@pulumi/pulumi";
import { type Cloud, FourfoldError, type PerCloud } from "fourfold";

/** The package whose provider makes each cloud's resources. */
export const packages = {
  aws: "aws",
  gcp: "gcp",
  azure: "azure-native",
  cloudflare: "cloudflare",
} as const satisfies PerCloud<string>;

/**
 * The versions of each cloud's SDK that know every property that builders set. Another version silently drops what it does not
 * know, even a condition that keeps others from calling a function: `invokedViaFunctionUrl` of `aws.lambda.Permission` came with
 * 7.16.0 (https://github.com/pulumi/pulumi-aws/releases/tag/v7.16.0), `cloudflare.SecretsStoreSecret` with 6.18.0,
 * `servicebus.DefaultRule` of azure-native with 3.27.0. npm can be told to ignore `peerDependencies`, which are the same.
 */
export const ranges: PerCloud<string> = {
  aws: "^7.16.0",
  gcp: "^9.0.0",
  azure: "^3.27.0",
  cloudflare: "^6.18.0",
};

type Version = readonly [major: number, minor: number, patch: number];

function parse(text: string): Version | undefined {
  const [, major, minor, patch] = /^\^?v?(\d+)\.(\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Whether a version is in a range of the form `^1.2.3`. https://github.com/npm/node-semver#caret-ranges-123-025-004 */
function isIn(range: string, text: string): boolean {
  const [lowest, found] = [parse(range), parse(text)];
  if (lowest === undefined || found === undefined || found[0] !== lowest[0]) return false;
  return found[1] > lowest[1] || (found[1] === lowest[1] && found[2] >= lowest[2]);
}

function refuse(cloud: Cloud, what: string, where: string, orElse: string): never {
  const name = `@pulumi/${packages[cloud]}`;
  throw new FourfoldError("ERR_SDK", {
    where,
    what: `${what}, and Fourfold needs ${ranges[cloud]}: others do not know every property that it sets, and drop those without a word.`,
    fix: `Run \`npm install "${name}@${ranges[cloud]}"\`${orElse}.`,
  });
}

/**
 * Refuses an installed SDK that would drop properties.
 * @throws FourfoldError `ERR_SDK` with the installed version, and those that are needed.
 */
export function checkSdk(cloud: Cloud, version: string, where: string): void {
  if (isIn(ranges[cloud], version)) return;
  refuse(cloud, `the installed @pulumi/${packages[cloud]} is ${version}`, where, "");
}

/**
 * Refuses a provider whose plugin would drop properties: one with `version` among its options, or one that was made with another
 * copy of the SDK.
 * @throws FourfoldError `ERR_SDK` with the version that it has, and those that are needed.
 */
export function checkPlugin(cloud: Cloud, provider: ProviderResource | undefined, where: string): void {
  const version = provider !== undefined && "__version" in provider ? provider.__version : undefined;
  if (typeof version !== "string" || isIn(ranges[cloud], version)) return;
  refuse(cloud, `the provider that it was given is ${version}`, where, ", and pass no other `version` to the provider");
}

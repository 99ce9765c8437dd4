import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { type Cloud, FourfoldError, type PerCloud } from "fourfold";

/** The package whose provider makes each cloud's resources. */
export const packages: PerCloud<string> = {
  aws: "aws",
  gcp: "gcp",
  azure: "azure-native",
  cloudflare: "cloudflare",
};

/** The package of a provider, from the type token that providers tell each other apart by: `pulumi:providers:aws`. */
function packageOf(provider: ProviderResource): string {
  const token = "__pulumiType" in provider ? String(provider.__pulumiType) : "";
  return token.replace("pulumi:providers:", "");
}

function passed(options: ComponentResourceOptions): string[] {
  const { provider, providers = [] } = options;
  const several = Array.isArray(providers) ? providers : Object.values(providers);
  return [...(provider === undefined ? [] : [provider]), ...several].map(packageOf);
}

/**
 * Refuses providers that cannot make a component's resources. Pulumi would ignore them and use a default provider,
 * with whatever account and region that one has.
 * @throws FourfoldError `ERR_PROVIDER`
 */
export function checkProviders(options: ComponentResourceOptions, cloud: Cloud, where: string): void {
  const given = passed(options);
  if (given.length === 0 || given.includes(packages[cloud])) return;
  throw new FourfoldError("ERR_PROVIDER", {
    where,
    what: `it deploys to ${cloud}, and was given providers for ${given.join(", ")} only.`,
    fix: `Pass a provider of @pulumi/${packages[cloud]}, or none to use the default one.`,
  });
}

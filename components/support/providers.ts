import type { ComponentResource, ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { type Cloud, FourfoldError } from "fourfold";
import { checkPlugin, packages } from "./sdks.ts";

/** The package of a provider, from the type token that tells providers apart: `pulumi:providers:aws`. */
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
 * Refuses providers that cannot make a component's resources. Pulumi would ignore those of other clouds and use a default
 * provider, with whatever account and region that has. A provider of another version would drop properties.
 * @throws FourfoldError `ERR_PROVIDER`, `ERR_SDK`
 */
export function checkProviders(
  self: ComponentResource,
  options: ComponentResourceOptions,
  cloud: Cloud,
  where: string,
): void {
  // Including the one that the component inherits from its parent.
  checkPlugin(cloud, self.getProvider(`${packages[cloud]}:index:Provider`), where);
  const given = passed(options);
  if (given.length === 0 || given.includes(packages[cloud])) return;
  throw new FourfoldError("ERR_PROVIDER", {
    where,
    what: `it deploys to ${cloud}, and was given providers for ${given.join(", ")} only.`,
    fix: `Pass a provider of @pulumi/${packages[cloud]}, or none to use the default one.`,
  });
}

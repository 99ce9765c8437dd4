import { everywhere } from "../prices/schema.ts";
import { Inputs } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";

/** The clouds whose resources have prices, by the package in their type tokens. */
const packages = { aws: "aws", gcp: "gcp", "azure-native": "azure", cloudflare: "cloudflare" } as const;

/** Where each cloud's resources and providers say where they are. */
const properties = {
  aws: ["region"],
  gcp: ["region", "location", "locationId"],
  azure: ["location"],
  cloudflare: [],
} as const;

export type PricedCloud = keyof typeof properties;

/** The cloud that a type of resource is of. `undefined`: another provider's. */
export function cloudOf(type: string): PricedCloud | undefined {
  const name = type.slice(0, Math.max(0, type.indexOf(":")));
  return Object.hasOwn(packages, name) ? packages[name as keyof typeof packages] : undefined;
}

/** Azure writes a region as `West Europe`, too. */
const plainly = (region: string): string => region.toLowerCase().replaceAll(" ", "");

/**
 * The region in which a resource is paid for: what it says itself, or what it is in, or its provider. Empty: nothing says where.
 *
 * @param around - What the resource is in, from the inside out.
 * @throws UnreadableInput when it is not known yet
 */
export function regionOf(
  { inputs, provider = {} }: CostedResource,
  cloud: PricedCloud,
  around: readonly (Inputs | undefined)[] = [],
): string {
  if (cloud === "cloudflare") return everywhere;
  for (const read of [new Inputs(inputs), ...around, new Inputs(provider)]) {
    if (read === undefined) continue;
    const said = properties[cloud].map((name) => read.text(name)).find((text) => text !== "");
    if (said !== undefined) return plainly(said);
  }
  return "";
}

import type { Cloud, PerCloud } from "../../spec/clouds.ts";
import { everywhere } from "../prices/schema.ts";
import { Inputs } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";

/** Where each cloud's resources and providers say where they are. */
const properties: PerCloud<readonly string[]> = {
  aws: ["region"],
  gcp: ["region", "location", "locationId", "zone"],
  azure: ["location"],
  cloudflare: [],
};

/** The setting of a stack by which its providers know where they are. */
const settings: PerCloud<string> = {
  aws: "aws:region",
  gcp: "gcp:region",
  azure: "azure-native:location",
  cloudflare: "",
};

/**
 * Azure writes a region as `West Europe`, too, and a zone of Google's is in the region that its name begins with:
 * https://cloud.google.com/compute/docs/regions-zones#identifying_a_region_or_zone
 */
const plainly = (place: string): string =>
  place
    .toLowerCase()
    .replaceAll(" ", "")
    .replace(/(?<=\d)-[a-z]$/, "");

/**
 * The region in which a resource is paid for: what it says itself, or what it is in, or its provider. Empty: nothing says where.
 *
 * @param around - What the resource is in, from the inside out.
 * @throws UnreadableInput when it is not known yet
 */
export function regionOf(
  { inputs, provider = {} }: CostedResource,
  cloud: Cloud,
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

/** Why a resource has no price whose region nothing says, as the end of a sentence about it. */
export const withoutRegion = (cloud: Cloud): string =>
  `is in a region that neither it nor its provider names: set \`${settings[cloud]}\` in the stack's settings`;

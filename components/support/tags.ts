import { all, type Input, type Output } from "@pulumi/pulumi";
import { kebab } from "./naming.ts";

/**
 * The tags of a resource: the foundation's, the component's own, and what it belongs to. The keys are what every
 * cloud accepts, also as a Google Cloud label: https://cloud.google.com/resource-manager/docs/labels-overview
 */
export function tagsOf(
  foundation: Output<string>,
  own: { readonly [key: string]: Input<string> },
  belongsTo: { readonly set: string; readonly function?: string },
): Output<{ [key: string]: string }> {
  const origin: { [key: string]: string } = {
    "fourfold-set": belongsTo.set,
    ...(belongsTo.function && { "fourfold-function": kebab(belongsTo.function) }),
  };
  return all([foundation, own]).apply(([json, tags]) => {
    const shared: { [key: string]: string } = JSON.parse(json);
    return { ...shared, ...tags, ...origin };
  });
}

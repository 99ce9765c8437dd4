import type { ComponentResource, CustomResourceOptions } from "@pulumi/pulumi";
import type { Protection } from "./cloud.ts";

const keeping: Readonly<Record<Protection, CustomResourceOptions>> = {
  protect: { protect: true },
  retain: { retainOnDelete: true },
  destroy: {},
};

/** The options of a child that had other names before. */
export function formerly(parent: ComponentResource, names: readonly string[]): CustomResourceOptions {
  return { parent, aliases: names.map((name) => ({ name })) };
}

/** The options of a child that holds what cannot be restored. */
export function kept(parent: ComponentResource, protection: Protection): CustomResourceOptions {
  return { parent, ...keeping[protection] };
}

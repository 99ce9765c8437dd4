import type { ComponentResource, CustomResourceOptions } from "@pulumi/pulumi";
import { kebab } from "../support/naming.ts";
import { formerly } from "../support/options.ts";
import type { Contributed } from "./index.ts";

/**
 * The name and options of a resource that lets a function use another one. It stays when the other one is renamed: a second grant
 * with the same content is refused on Azure, and on Google Cloud deleting the first one revokes both.
 */
export function grantName(
  self: ComponentResource,
  name: string,
  { resource, was }: Pick<Contributed, "resource" | "was">,
  role: string,
  part = "",
): readonly [name: string, options: CustomResourceOptions] {
  // Two hyphens, which no name in a set contains: "a" with "bC" is not "aB" with "c".
  const nameOf = (former: string) => [name, kebab(former), part, role].filter((word) => word !== "").join("--");
  return [nameOf(resource), formerly(self, was.map(nameOf))];
}

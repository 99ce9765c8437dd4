import type { ComponentResource, CustomResourceOptions } from "@pulumi/pulumi";
import { kebab } from "../support/naming.ts";
import { formerly } from "../support/options.ts";
import type { Contributed } from "./index.ts";

/**
 * The name of what permits a function the use of a resource, and its options. It stays when the resource is renamed: a second one with
 * the same content is refused on Azure, and on Google Cloud taking the first one back takes back both.
 */
export function grantName(
  self: ComponentResource,
  name: string,
  { resource, was }: Pick<Contributed, "resource" | "was">,
  role: string,
  part = "",
): readonly [name: string, options: CustomResourceOptions] {
  // Two hyphens, which stand in no name of a set: "a" with "bC" is not "aB" with "c".
  const nameOf = (former: string) => [name, kebab(former), part, role].filter((word) => word !== "").join("--");
  return [nameOf(resource), formerly(self, was.map(nameOf))];
}

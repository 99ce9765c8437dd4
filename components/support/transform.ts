import type { CustomResourceOptions } from "@pulumi/pulumi";

/**
 * Changes the arguments of one child of a component: properties to set, or a function that changes them in place.
 * It sees the arguments as they would reach the resource, with all defaults applied.
 */
export type Transform<Args> = Partial<Args> | ((args: Args, options: CustomResourceOptions, name: string) => void);

/**
 * The arguments of a resource's constructor after a transform.
 *
 * @example
 * new aws.iam.Role(...transformed(transform?.role, `${name}-role`, { assumeRolePolicy }, { parent }));
 */
export function transformed<Args extends object>(
  transform: Transform<Args> | undefined,
  name: string,
  args: Args,
  options: CustomResourceOptions,
): [string, Args, CustomResourceOptions] {
  if (transform === undefined) return [name, args, options];
  if (typeof transform !== "function") return [name, { ...args, ...transform }, options];
  const [newArgs, newOptions] = [{ ...args }, { ...options }];
  transform(newArgs, newOptions, name);
  return [name, newArgs, newOptions];
}

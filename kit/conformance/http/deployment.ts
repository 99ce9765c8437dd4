import { type ComponentResourceOptions, type Input, type Output, output } from "@pulumi/pulumi";
import { type Handle, supports } from "fourfold";
import { type Cloud, deploy, type Foundation, FunctionSet, type Protection, type ZoneArgs } from "fourfold/components";
import { type ConformanceOutput, format, type Kind, kinds, packageVersion } from "./output.ts";
import { sets, settings } from "./set.ts";

/** Where to deploy the app that `fourfold verify` checks. */
export interface ConformanceArgs {
  /** The cloud. */
  readonly cloud: Cloud;
  /** The foundation that it is built on, or the handle of one that another stack has made. */
  readonly on: Foundation | Input<Handle>;
  /** The beginning of its resources' names. @default "conformance" */
  readonly name?: string;
  /** What happens to its logs when it leaves the program. @default "destroy" */
  readonly protection?: Protection;
  /** On Cloudflare: a host name that the functions behind routes answer on. @default none: workers.dev */
  readonly zone?: ZoneArgs;
  /** Tags for every resource that can have them. @default {} */
  readonly tags?: { readonly [key: string]: Input<string> };
}

/** The ways in which the app can be deployed to a cloud. */
export function kindsOn(cloud: Cloud): readonly Kind[] {
  const areTogether = supports.routes.clouds[cloud].state !== "refused";
  return kinds.filter((kind) => kind !== "routed" || areTogether);
}

/**
 * Deploys the app that `fourfold verify` checks twice: once with complete responses, once with streamed ones. Where several
 * functions can have one address, it is deployed once more, as one of three behind routes. Whoever knows the addresses can call
 * it, so remove it after use. It reads and keeps nothing of yours.
 *
 * @returns what `fourfold verify` looks for: export it from the stack, under any name.
 * @throws FourfoldError as {@link FunctionSet} does.
 *
 * @example
 * export const conformance = deployConformance({ cloud: "aws", on: foundation });
 */
export function deployConformance(
  { cloud, on, name = "conformance", protection = "destroy", zone, tags = {} }: ConformanceArgs,
  options: ComponentResourceOptions = {},
): Output<ConformanceOutput> {
  const targets = kindsOn(cloud).map((kind) => {
    const zoned = kind === "routed" && zone !== undefined ? { cloudflare: { zone } } : {};
    const args = deploy(sets[kind], { cloud, on, protection, tags, bind: { settings }, ...zoned });
    const { urls } = new FunctionSet(`${name}-${kind}-${cloud}`, args, options);
    return { cloud, kind, set: sets[kind].name, url: urls.apply(({ app = "" }) => app) };
  });
  return output({ fourfold: format, version: packageVersion(), targets });
}

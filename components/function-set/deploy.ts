import type { Input } from "@pulumi/pulumi";
import {
  type AnySet,
  type BundleSpec,
  checkSet,
  clouds,
  type Duration,
  FourfoldError,
  type FunctionName,
  type FunctionSpec,
  type Handle,
  type ItemOf,
  type RaisedQuotas,
  type Resource,
  type ResourcesOf,
  type Size,
  type ValueKind,
  withOwnQueues,
} from "fourfold";
import { Foundation } from "../foundation/index.ts";
import type { BundleArgs } from "../function/args.ts";
import type { ZoneArgs } from "../gateway/args.ts";
import { requireArguments } from "../support/checks/arguments.ts";
import type { Cloud, Protection } from "../support/cloud.ts";
import { requireMessages } from "../support/messages.ts";
import { lowerTriggers } from "../triggers/index.ts";
import type { CostBudgetArgs, CostUsageArgs, FunctionSetArgs, SetFunctionArgs, SetLinkArgs } from "./args.ts";
import { lowerLink, lowerResources } from "./lower-resources.ts";
import { withSchema } from "./messages.ts";
import type { CloudflareResourcesOverrides } from "./resources.ts";

/** What a resource that the set does not own is bound to: a value for a param or a secret, otherwise its owner's handle. */
type BindingOf<R> = R extends { readonly allowed: unknown }
  ? Input<Handle>
  : R extends { readonly kind: ValueKind }
    ? Input<ItemOf<R>>
    : Input<Handle>;

/** The bindings that a set needs, by the name of the resource. */
export type Bindings<R> = {
  readonly [K in keyof R as R[K] extends { readonly owned: false } ? K : never]: BindingOf<R[K]>;
};

/** What one cloud, or one deployment, changes in a function. */
export interface FunctionOverrides {
  /** Memory. @default the set's */
  readonly memory?: Size;
  /** Timeout. @default the set's */
  readonly timeout?: Duration;
  /** More environment variables; one of the same name replaces that of the set. @default {} */
  readonly environment?: { readonly [name: string]: Input<string> };
}

/** What Cloudflare, or one deployment there, changes in a function. */
export interface CloudflareFunctionOverrides extends FunctionOverrides {
  /**
   * Processor time that one request may take, from 1 millisecond to 5 minutes. The Free plan refuses any setting.
   * https://developers.cloudflare.com/workers/platform/limits/#cpu-time
   * @default - decided by the plan: 30 seconds on the paid ones
   */
  readonly cpu?: Duration;
}

/** What one cloud changes in a set. */
export interface CloudOverrides<S, C extends Cloud> {
  /** Changes to functions, by name. @default {} */
  readonly functions?: { readonly [N in FunctionName<S>]?: FunctionOverrides };
  /**
   * Quotas that the cloud has raised for the account, which preview counts against: `{ roles: 5_000 }`.
   * @default those of a new account, as docs/limits.md lists them
   */
  readonly quotas?: RaisedQuotas<C>;
}

/** What a cloud changes in a set on which every function has an address of its own. */
export interface ApartOverrides<S, C extends "gcp" | "azure"> extends CloudOverrides<S, C> {
  /**
   * Lets each function have an address of its own, although the set has `routes`: for a set that is deployed to other clouds too.
   * Each answers every path at its address, and `urls` has all of them.
   * @default false: routes to several functions are refused
   */
  readonly ownAddresses?: boolean;
}

/** What Cloudflare changes in a set. */
export interface CloudflareOverrides<S> extends CloudOverrides<S, "cloudflare">, CloudflareResourcesOverrides<S> {
  /** Changes to functions, by name. @default {} */
  readonly functions?: { readonly [N in FunctionName<S>]?: CloudflareFunctionOverrides };
  /** The host name that the functions answer on, at every path. @default none: workers.dev */
  readonly zone?: ZoneArgs;
}

/** The resources that a set makes, by name. */
type Made<R> = { readonly [K in keyof R & string as R[K] extends { readonly owned: false } ? never : K]: R[K] };

/** A part that a set makes, or all of it. */
type PartName<S> = FunctionName<S> | keyof Made<ResourcesOf<S>> | "*";

/** How a set is deployed. */
export type DeployArgs<S> = {
  /** The cloud. */
  readonly cloud: Cloud;
  /** The foundation that it is built on, or the handle of one that another stack has made. */
  readonly on: Foundation | Input<Handle>;
  /** What happens to logs when they leave the program. It is never guessed from the stack's name. */
  readonly protection: Protection;
  /** What the set may cost with everything in it. The policy pack refuses more. @default - decided by the team's settings */
  readonly costBudget?: CostBudgetArgs;
  /**
   * How much of it is used, for estimates of what it costs: by the names of its functions, queues, topics, tables and secrets, and `*` for all of
   * it. Settings and files of usage count first. @default {}: it follows from the program, or is assumed
   */
  readonly costUsage?: { readonly [N in PartName<S>]?: CostUsageArgs };
  /** Changes to functions on every cloud, by name. @default {} */
  readonly functions?: { readonly [N in FunctionName<S>]?: FunctionOverrides };
  /** Changes on AWS only. @default {} */
  readonly aws?: CloudOverrides<S, "aws">;
  /** Changes on Google Cloud only. @default {} */
  readonly gcp?: ApartOverrides<S, "gcp">;
  /** Changes on Azure only. @default {} */
  readonly azure?: ApartOverrides<S, "azure">;
  /** Changes on Cloudflare only. @default {} */
  readonly cloudflare?: CloudflareOverrides<S>;
  /** Tags for every resource that can have them. @default {} */
  readonly tags?: { readonly [key: string]: Input<string> };
} & (Record<never, never> extends Bindings<ResourcesOf<S>>
  ? { readonly bind?: Bindings<ResourcesOf<S>> }
  : {
      /** The resources that the set does not own. */
      readonly bind: Bindings<ResourcesOf<S>>;
    });

/** {@link DeployArgs} without the types of the set. */
interface LooseArgs extends Omit<DeployArgs<AnySet>, "bind"> {
  readonly bind?: Readonly<Record<string, Input<unknown>>>;
}

function buildLinks(spec: FunctionSpec, resources: Readonly<Record<string, Resource>>) {
  const links: { [resource: string]: SetLinkArgs } = {};
  for (const [name, verbs] of Object.entries(spec.links ?? {})) {
    const resource = resources[name];
    if (resource !== undefined) links[name] = lowerLink(resource, verbs);
  }
  return links;
}

/** A mutable copy, as other languages have it. */
function buildBundle({ external, ...others }: BundleSpec): BundleArgs {
  return { ...others, ...(external === undefined ? {} : { external: [...external] }) };
}

/** A mutable copy, as other languages have it. */
function buildUsage(costUsage: NonNullable<LooseArgs["costUsage"]>): NonNullable<FunctionSetArgs["costUsage"]> {
  const said = Object.entries(costUsage).flatMap(([name, usage]) =>
    usage === undefined ? [] : [[name, usage] as const],
  );
  return Object.fromEntries(said);
}

/**
 * Later settings win: the set's, then those of every cloud, then those of this one.
 * @param spec - The function as it is deployed: a subscriber has a queue of its own.
 */
function buildFunction(set: AnySet, name: string, spec: FunctionSpec, args: LooseArgs): SetFunctionArgs {
  const everywhere: FunctionOverrides = args.functions?.[name] ?? {};
  const here: CloudflareFunctionOverrides = args[args.cloud]?.functions?.[name] ?? {};
  const memory = here.memory ?? everywhere.memory ?? spec.memory;
  const timeout = here.timeout ?? everywhere.timeout ?? spec.timeout;
  return {
    handler: spec.handler,
    ...withSchema(lowerTriggers(spec), set.functions[name], set),
    ...(memory === undefined ? {} : { memory }),
    ...(timeout === undefined ? {} : { timeout }),
    environment: { ...spec.environment, ...everywhere.environment, ...here.environment },
    ...(spec.assets === undefined ? {} : { assets: [...spec.assets] }),
    ...(spec.bundle === undefined ? {} : { bundle: buildBundle(spec.bundle) }),
    links: buildLinks(spec, set.resources),
    ...(here.cpu === undefined ? {} : { cloudflare: { cpu: here.cpu } }),
    ...(spec.was === undefined ? {} : { was: [...spec.was] }),
  };
}

/** The routes of the set; where it has none, every path leads to its only HTTP function. */
function buildRoutes(set: AnySet): { [path: string]: string } {
  const functions = Object.entries<FunctionSpec>(set.functions);
  const [only, ...others] = functions.filter(([, { http }]) => http !== undefined).map(([name]) => name);
  const given: { [path: string]: string } = { ...set.routes };
  return Object.keys(given).length > 0 || only === undefined || others.length > 0 ? given : { "/*": only };
}

function checkNames(set: AnySet, args: LooseArgs): void {
  const overrides = clouds.map((cloud) => [`${cloud}.functions`, args[cloud]?.functions]);
  const named = { bind: args.bind, functions: args.functions, ...Object.fromEntries(overrides) };
  for (const [property, value] of Object.entries(named)) {
    const known = property === "bind" ? set.resources : set.functions;
    const unknown = Object.keys(value ?? {}).find((name) => !Object.hasOwn(known, name));
    if (unknown === undefined) continue;
    throw new FourfoldError("ERR_BIND", {
      where: `Set "${set.name}"`,
      what: `\`${property}\` names "${unknown}", which the set does not have.`,
      fix: `Name one of ${Object.keys(known).join(", ") || "none: there are none"}.`,
    });
  }
}

/**
 * Lowers a function set to the arguments of a {@link FunctionSet} on one cloud.
 *
 * A missing binding, an unknown function or an unknown resource does not compile.
 * @throws FourfoldError `ERR_SPEC`, `ERR_BIND` for what plain JavaScript lets through.
 *
 * @example
 * new FunctionSet("shop-aws", deploy(shop, {
 *   cloud: "aws", on: foundation, protection: "protect",
 *   bind: { flags: { beta: true } },
 *   aws: { functions: { api: { memory: "1 GB" } } },
 * }));
 */
export function deploy<S extends AnySet>(set: S, args: DeployArgs<NoInfer<S>>): FunctionSetArgs {
  return lower(set, args as LooseArgs);
}

/** A foundation of this program is checked at once; the handle of another stack's once its value is known. */
function checkFoundation(set: AnySet, { on, cloud }: LooseArgs): void {
  if (!(on instanceof Foundation)) return;
  const where = `Set "${set.name}"`;
  if (on.cloud === cloud) {
    const resources = Object.values<Resource>(set.resources);
    if (resources.some(({ kind }) => kind === "queue" || kind === "topic")) requireMessages(on, where);
    return;
  }
  throw new FourfoldError("ERR_BIND", {
    where,
    what: `it is deployed to ${cloud}, on a foundation that was made for ${on.cloud}.`,
    fix: `Pass a foundation with \`cloud: "${cloud}"\`.`,
  });
}

function lower(set: AnySet, args: LooseArgs): FunctionSetArgs {
  checkSet(set);
  requireArguments(args, "DeployArgs", `Set "${set.name}"`);
  checkNames(set, args);
  checkFoundation(set, args);
  const whole = withOwnQueues(set);
  const specs = Object.entries<FunctionSpec>(whole.functions);
  const zone = args.cloudflare?.zone;
  const here: Pick<FunctionSetArgs, "ownAddresses" | "quotas"> = args[args.cloud] ?? {};
  return {
    cloud: args.cloud,
    foundation: args.on instanceof Foundation ? args.on.handle : args.on,
    set: set.name,
    root: set.root,
    functions: Object.fromEntries(specs.map(([name, spec]) => [name, buildFunction(set, name, spec, args)])),
    routes: buildRoutes(set),
    ...lowerResources(whole, args.bind ?? {}, args),
    exports: Object.keys(set.exports),
    protection: args.protection,
    ...(here.ownAddresses === undefined ? {} : { ownAddresses: here.ownAddresses }),
    ...(here.quotas === undefined ? {} : { quotas: { ...here.quotas } }),
    ...(zone === undefined ? {} : { zone }),
    ...(args.costBudget === undefined ? {} : { costBudget: { ...args.costBudget } }),
    ...(args.costUsage === undefined ? {} : { costUsage: buildUsage(args.costUsage) }),
    ...(args.tags === undefined ? {} : { tags: { ...args.tags } }),
  };
}

import { channel } from "node:diagnostics_channel";
import {
  all,
  ComponentResource,
  type ComponentResourceOptions,
  type Input,
  log,
  type Output,
  output,
} from "@pulumi/pulumi";
import { checkQuotas, type Footprint, type Handle, type SettledRoutes, settleRoutes } from "fourfold";
import { Function, type FunctionArgs } from "../function/index.ts";
import { noteOnExcess } from "../links/excess.ts";
import type { Grant } from "../links/index.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import { withoutLater } from "../support/inputs.ts";
import { kebab } from "../support/naming.ts";
import { printNotes } from "../support/notes.ts";
import { formerly } from "../support/options.ts";
import { checkProviders } from "../support/providers.ts";
import type { FunctionSetArgs, SetFunctionArgs } from "./args.ts";
import { checkMemberNames, checkTransform } from "./checks.ts";
import { type CallerNodes, connect, countCallers } from "./connect.ts";
import { costsOf } from "./costs/index.ts";
import { functionsWith } from "./members.ts";
import { withQueue } from "./messages.ts";
import {
  countResources,
  createResources,
  handlesOf,
  knownOf,
  notedFeatures,
  type ResourceNodes,
  valuesOf,
} from "./resources.ts";
import type { FunctionSetTransform } from "./transform.ts";

export type { Excess, Grant } from "../links/index.ts";
export type { FunctionSetArgs, SetFunctionArgs, SetLinkArgs } from "./args.ts";
export type { FunctionSetTransform } from "./transform.ts";

/** The raw components of a set. */
export interface FunctionSetNodes extends CallerNodes, ResourceNodes {
  readonly functions: { readonly [name: string]: Function };
}

export interface FunctionSetOptions extends ComponentResourceOptions {
  /** Changes the arguments of the set's children. @default {} */
  readonly transform?: FunctionSetTransform;
}

/** Tells listeners in this process which sets are made, as `{ name, args }`: `fourfold cost --clouds` makes them on other clouds, too. */
const made = channel("fourfold:set");

type Handles = { readonly [resource: string]: Input<Handle> };
type Values = { readonly [resource: string]: Input<string> };

/** What the functions of a set use: where it is, and where a link passes the value itself on, that. */
interface Linked {
  readonly handles: Handles;
  readonly values: Values;
}

function buildFunctionArgs(
  args: FunctionSetArgs,
  name: string,
  { was: _, ...spec }: SetFunctionArgs,
  { handles, values }: Linked,
): FunctionArgs {
  const links = Object.entries(spec.links ?? {}).map(([resource, link]) => {
    const [value, handle] = [values[resource], handles[resource]];
    const to = { ...(value === undefined ? {} : { value }), ...(handle === undefined ? {} : { handle }) };
    return [resource, { ...link, ...to, ...knownOf(resource, link, args) }] as const;
  });
  const { cloud, foundation, set, root, tags, protection } = args;
  return {
    ...withQueue(spec, args, handles),
    cloud,
    foundation,
    set,
    root,
    function: name,
    links: Object.fromEntries(links),
    ...(tags === undefined ? {} : { tags }),
    ...(protection === undefined ? {} : { protection }),
  };
}

function createFunctions(
  self: FunctionSet,
  name: string,
  args: FunctionSetArgs,
  transform: FunctionSetTransform,
  linked: Linked,
) {
  const created = Object.entries(args.functions).map(([key, spec]) => {
    const own = transform.functions?.[key];
    const renamed = formerly(
      self,
      (spec.was ?? []).map((old) => `${name}-${kebab(old)}`),
    );
    const options = { ...renamed, ...(own === undefined ? {} : { transform: own }) };
    return [key, new Function(`${name}-${kebab(key)}`, buildFunctionArgs(args, key, spec, linked), options)] as const;
  });
  return Object.fromEntries(created);
}

/** What the set uses of an account. */
function footprintOf(args: FunctionSetArgs, { patterns, routed }: SettledRoutes): Footprint {
  const routes = [...new Set(patterns.map(({ route }) => route))];
  const functions = Object.values(args.functions);
  return {
    ...{ functions: functions.length, routes, routed: routed.length },
    ...countCallers(args),
    ...countResources(args),
  };
}

/** Which function answers where. Warns of functions that no route leads to: they cost, and nobody can call them. */
function normalizeRoutes(args: FunctionSetArgs, where: string, warn: (warning: string) => void): SettledRoutes {
  const { routes, ownAddresses = false, cloud } = args;
  const functions = functionsWith("http", args).map(([name]) => name);
  const settled = settleRoutes({ routes, functions, ownAddresses }, cloud, where);
  for (const name of settled.unrouted) {
    warn(`${where}: no route leads to the function "${name}". Add one to \`routes\`, or remove the function.`);
  }
  return settled;
}

function buildHandles(
  args: FunctionSetArgs,
  functions: FunctionSetNodes["functions"],
  resources: Handles,
): Output<{ [name: string]: Handle }> {
  const handles: { [name: string]: Input<Handle> } = {};
  for (const [name, { handle }] of Object.entries(functions)) handles[name] = handle;
  for (const name of args.exports ?? []) {
    const own = resources[name];
    if (own !== undefined) {
      handles[name] = own;
      continue;
    }
    const value = output(args.params?.[name] ?? "null");
    const identity = { kind: "param", cloud: args.cloud, id: `${args.set}/${name}` };
    handles[name] = value.apply((json): Handle => ({ ...identity, attributes: { value: json } }));
  }
  return all(handles);
}

/** What each function's links ask for, and what the cloud grants for it. */
function buildGrants(functions: FunctionSetNodes["functions"]): { [name: string]: Grant[] } {
  return Object.fromEntries(Object.entries(functions).map(([name, { grants }]) => [name, [...grants]]));
}

/**
 * A whole function set on one cloud: a {@link Function} for each function, and what calls them: a `Gateway` for the routes of
 * those that answer HTTP requests, a `Schedule` for each that runs at certain times.
 *
 * @example
 * const set = new FunctionSet("shop-aws", deploy(shop, { cloud: "aws", on: foundation, protection: "protect", bind }));
 * export const url = set.urls.api;
 */
export class FunctionSet extends ComponentResource {
  /**
   * The address of each HTTP function that has one, by name: the shortest of its routes. Of a route with parameters it is the
   * part before them, used only where there is no other route.
   */
  readonly urls: Output<{ [name: string]: string }>;
  /** What other stacks need to bind what this set exports, and every function, by name. */
  readonly handles: Output<{ [name: string]: Handle }>;
  /** What each function may do, by function: what was asked for, what the cloud grants for it, and what that permits besides. */
  readonly grants: Output<{ [name: string]: Grant[] }>;
  /** The components that the set is made of. */
  readonly nodes: FunctionSetNodes;

  constructor(name: string, args: FunctionSetArgs, opts: FunctionSetOptions = {}) {
    const where = `FunctionSet "${requireName(name, "FunctionSet")}"`;
    requireArguments(args, "FunctionSetArgs", where);
    const costs = costsOf(args, name, where);
    // Inputs are what a preview in JSON has of a component, and outputs what `PULUMI_NODEJS_SKIP_COMPONENT_INPUTS` leaves of it.
    super("fourfold:index:FunctionSet", name, { ...costs }, opts);
    if (made.hasSubscribers) made.publish({ name, args: withoutLater(args) });
    const transform = opts.transform ?? {};
    checkTransform(args, transform, where);
    checkProviders(this, opts, args.cloud, where);
    checkMemberNames(args, name, transform, where);
    const warn = (warning: string) => void log.warn(warning, this);
    const routes = normalizeRoutes(args, where, warn);
    checkQuotas(footprintOf(args, routes), args.cloud, args.quotas ?? {}, where).forEach(warn);
    if (args.tags !== undefined) printNotes(this, "tags", args.cloud, where);
    for (const feature of notedFeatures(args)) printNotes(this, feature, args.cloud, where);
    const resources = createResources(this, name, args, transform);
    const handles = handlesOf(resources, args);
    const functions = createFunctions(this, name, args, transform, { handles, values: valuesOf(resources, args) });
    const callers = connect({ self: this, name, args, functions, transform }, handles);
    this.nodes = { functions, ...callers, ...resources };
    this.urls = callers.gateway?.urls ?? output<{ [name: string]: string }>({});
    this.handles = buildHandles(args, functions, handles);
    const grants = buildGrants(functions);
    for (const note of noteOnExcess(grants, where)) void log.info(note, this);
    this.grants = output(grants);
    const { cloud } = args;
    this.registerOutputs({ cloud, urls: this.urls, handles: this.handles, grants: this.grants, ...costs });
  }
}

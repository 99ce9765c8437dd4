import type { FoundationArgs, FunctionSetArgs } from "../../../../components/index.ts";
import { type Cloud, FourfoldError, type PerCloud } from "../../../spec/index.ts";
import type { MadeSet } from "../../dev/observe.ts";

/** A set as it is made on a cloud that the program does not deploy it to, and the foundation that it has there. */
export interface Variant {
  readonly name: string;
  readonly foundation: FoundationArgs;
  readonly args: Omit<FunctionSetArgs, "foundation">;
}

type Values = Readonly<Record<string, string>>;

/** Where each cloud's resources are if the stack's settings do not say so: with prices in the book, and on no account. */
const places: PerCloud<Values> = {
  aws: { "aws:region": "eu-west-1" },
  gcp: { "gcp:region": "europe-west1", "gcp:project": "fourfold-dev" },
  azure: { "azure-native:location": "westeurope" },
  cloudflare: {},
};

/** The settings of a stack, with a place on each cloud. */
export const settled = (values: Values): Values => Object.assign({}, ...Object.values(places), values);

/** What a foundation has on one cloud only. */
const own: PerCloud<(values: Values) => Partial<FoundationArgs>> = {
  aws: () => ({}),
  gcp: (values) => ({ gcp: { project: values["gcp:project"] ?? "", region: values["gcp:region"] ?? "" } }),
  azure: (values) => ({ azure: { location: values["azure-native:location"] ?? "" } }),
  cloudflare: () => ({ cloudflare: { accountId: "0".repeat(32), workersSubdomain: "estimate" } }),
};

/** Where several functions with routes have an address each, and not one together. */
const addresses: PerCloud<Pick<FunctionSetArgs, "ownAddresses">> = {
  ...{ aws: {}, gcp: { ownAddresses: true }, azure: { ownAddresses: true }, cloudflare: {} },
};

/** @throws FourfoldError `ERR_BIND` for what another stack owns: that is on the cloud of the set, and on no other. */
function requireUnbound({ name, args }: MadeSet): void {
  const bound = Object.keys(args.bound ?? {});
  if (bound.length === 0) return;
  throw new FourfoldError("ERR_BIND", {
    where: `FunctionSet "${name}"`,
    what: `it uses ${bound.join(", ")} of another stack, which is on ${args.cloud} only.`,
    fix: "Compare where the set has all that it uses.",
  });
}

/** The sets of a program, by their names: each as it is on a cloud, or else as it is on another one. */
export function setsOn(sets: readonly MadeSet[], cloud: Cloud): readonly MadeSet[] {
  const byName = Map.groupBy(sets, ({ args }) => args.set);
  return [...byName.values()].flatMap((made) => made.find(({ args }) => args.cloud === cloud) ?? made.slice(0, 1));
}

/**
 * A set as it would be on another cloud: without what only its own one has.
 *
 * @param values - The settings of the stack, with a place on each cloud.
 * @throws FourfoldError `ERR_BIND` when it uses what another stack owns.
 */
export function variantOn(made: MadeSet, cloud: Cloud, values: Values): Variant {
  requireUnbound(made);
  const { foundation: _, zone: _zone, quotas: _quotas, ownAddresses: _own, functions, ...args } = made.args;
  const portable = Object.entries(functions).map(([name, { cloudflare: _cpu, ...one }]) => [name, one] as const);
  const messages = Object.keys(args.queues ?? {}).length + Object.keys(args.topics ?? {}).length > 0;
  return {
    name: made.name,
    foundation: { cloud, protection: "destroy", messages, ...own[cloud](values) },
    args: { ...args, ...addresses[cloud], cloud, functions: Object.fromEntries(portable), exports: [] },
  };
}

/**
 * A program that makes variants of sets.
 *
 * @param folder - The project's: what it is bundled from, and where bundles are.
 */
export const programOf = (variants: readonly Variant[], folder: string): string =>
  [
    'import { Foundation, FunctionSet } from "fourfold/components";',
    `process.chdir(${JSON.stringify(folder)});`,
    `for (const { name, foundation, args } of ${JSON.stringify(variants)}) {`,
    "  new FunctionSet(name, { ...args, foundation: new Foundation(name, foundation).handle });",
    "}",
    "",
  ].join("\n");

import type { NoExcess } from "./exact.ts";
import type { CheckedResource, ConsumedOnce, ConsumedTwice } from "./messages/checked-set.ts";
import type { Exported, Face, ItemOf, Of, Resource, Verb } from "./resources/index.ts";
import type { CheckedTrigger, Triggered, TriggerName } from "./triggers/index.ts";
import type { Duration, Quantity, Size } from "./units.ts";

/** How an imported file is read: https://esbuild.github.io/content-types/ */
export type BundleLoader = "js" | "jsx" | "ts" | "tsx" | "json" | "text" | "binary" | "base64" | "dataurl" | "empty";

/** How a function is bundled, where its sources do not say everything. */
export interface BundleSpec {
  /** How files are read, by the ending of their names: `{ ".sql": "text" }`. @default what esbuild does */
  readonly loader?: { readonly [ending: `.${string}`]: BundleLoader };
  /**
   * Packages to leave out where the platform provides them, in its own version: on AWS `["@aws-sdk/*"]`. On other clouds they are
   * bundled. A package that no cloud provides is refused.
   * @default []
   */
  readonly external?: readonly string[];
  /** JavaScript expressions that replace names in the sources: `{ RELEASE: JSON.stringify("7") }`. No place for secrets. @default {} */
  readonly define?: { readonly [name: string]: string };
  /**
   * Whether classes and functions keep the names that they have in the sources. Otherwise `error.constructor.name` is a short
   * name, which may differ between clouds and after each change. Costs about 8 % of the size.
   * @default false
   */
  readonly keepNames?: boolean;
}

/** One function of a set. What triggers it is added to it. */
export interface FunctionSpec<R = { readonly [name: string]: Resource }> extends Triggered<R> {
  /** The file whose default export runs, relative to the set's `root`: `"./api.ts"`. */
  readonly handler: string;
  /**
   * Memory to ask for. Clouds with fixed sizes round it up, and preview says so.
   * @default "256 MB"
   */
  readonly memory?: Size;
  /**
   * How long one run, or one request, may take before the cloud ends it. Not with `consumes` and `subscribes`, where the
   * `timeLimit` of the queue decides. @default "20 seconds"
   */
  readonly timeout?: Duration;
  /**
   * Plain environment variables, the same on every cloud: capitals, digits and _. No place for secrets. A name that a cloud
   * reserves is refused where the set is deployed to it: docs/limits.md lists them. @default {}
   */
  readonly environment?: { readonly [name: string]: string };
  /**
   * Files that ship beside the code, as patterns relative to the handler's file, in its folder: `["./templates/**"]`. The handler
   * finds them by `new URL("./templates/page.html", import.meta.url)`. Not on Workers, which have no files; a file that is
   * imported `with { type: "text" }` or `"bytes"` works on every cloud. They count in the size of the bundle.
   * https://nodejs.org/api/fs.html#fsglobsyncpattern-options
   * @default []
   */
  readonly assets?: readonly string[];
  /** How it is bundled, where its sources do not say everything: docs/bundling.md. @default {} */
  readonly bundle?: BundleSpec;
  /** The resources that the function may use, and how. Types, environment and permissions all follow from it. @default {} */
  readonly links?: { readonly [N in keyof R]?: readonly Verb<R[N]>[] };
  /**
   * The names it had before, so that what was deployed under them stays, with its address and identity: `["http"]`.
   * They may be removed once every stack has been deployed with them.
   * https://www.pulumi.com/docs/iac/concepts/options/aliases/
   * @default []
   */
  readonly was?: readonly string[];
}

/** Which verbs of which resources other sets may link. */
export type Exports<R> = { readonly [N in keyof R]?: readonly Exported<R[N]>[] };

/** A function set: plain data. */
export interface SetSpec<
  R = { readonly [name: string]: Resource },
  F = { readonly [name: string]: FunctionSpec },
  E = { readonly [name: string]: readonly string[] | undefined },
> {
  readonly name: string;
  readonly root: string;
  readonly resources: R;
  readonly functions: F;
  readonly routes: { readonly [path: string]: string };
  readonly exports: E;
}

/** A set of any shape, for code that only passes it on. */
// biome-ignore lint/suspicious/noExplicitAny: variance: no other type argument accepts every set
export type AnySet = SetSpec<any, any, any>;

type TriggerOf<F> = keyof F & TriggerName;
type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;

type OneTrigger<F, R> = [TriggerOf<F>] extends [never]
  ? { readonly error: "give it one trigger, such as http" }
  : true extends IsUnion<TriggerOf<F>>
    ? { readonly [T in TriggerOf<F>]: { readonly error: "a function has one trigger" } }
    : { readonly [T in TriggerOf<F>]: CheckedTrigger<F[T], R>[T] };

/**
 * What a function's literal must additionally satisfy: no excess property, one trigger, real quantities. Nothing where the
 * literal does not fit its type at all, or has the general type: the compiler then says what does not fit, and preview checks the
 * rest.
 */
type Checked<F, R, Twice> = [FunctionSpec<R>] extends [F] ? unknown : CheckedLiteral<F, R> & ConsumedOnce<F, Twice>;

/** Each of a set's functions, checked. What holds of all of them is found out once, and not for each. */
type CheckedFunctions<F, R> =
  ConsumedTwice<F> extends infer Twice ? { readonly [N in keyof F]: Checked<F[N], R, Twice> } : never;

type CheckedLiteral<F, R> = NoExcess<F, FunctionSpec> &
  OneTrigger<F, R> &
  (F extends { readonly links: infer L } ? { readonly links: NoExcess<L, R> } : unknown) &
  (F extends { readonly memory: infer S } ? { readonly memory: Quantity<S, Size> } : unknown) &
  (F extends { readonly timeout: infer D } ? { readonly timeout: Quantity<D, Duration> } : unknown) &
  (F extends { readonly bundle: infer B } ? { readonly bundle: NoExcess<B, BundleSpec> } : unknown);

/** The names of those functions that have a certain trigger. */
type NamesWith<F, T extends TriggerName> = { [N in keyof F]: T extends keyof F[N] ? N : never }[keyof F] & string;

/** What {@link functionSet} takes. */
export interface SetDefinition<R, F, E> {
  /**
   * The file that handlers are relative to: `import.meta.url`, or `__filename` where the program is CommonJS, as
   * Pulumi's templates are. Also right when the set is part of a package.
   */
  readonly root: string;
  /** What the functions use, by name: a letter, then letters and digits. @default {} */
  readonly resources?: R & { readonly [N in keyof R]: CheckedResource<R[N], R> };
  /** The functions, by name: a letter, then letters and digits, at most 24 characters. */
  readonly functions: F;
  /** Which HTTP function answers which path: `{ "/*": "api" }`. @default every path, when the set has one HTTP function */
  readonly routes?: { readonly [path: `/${string}`]: NoInfer<NamesWith<F, "http">> };
  /** What other sets may link. @default {} */
  readonly exports?: E;
}

/**
 * Describes a function set. Plain data: nothing is created, no cloud is named.
 *
 * Wrong names, units, verbs, routes and misspelt properties do not compile. What the compiler cannot see is
 * refused at preview.
 *
 * @param name - Lower-case letters, digits and hyphens, at most 24 characters. It becomes part of physical names.
 *
 * @example
 * export const shop = functionSet("shop", {
 *   root: import.meta.url,
 *   resources: { flags: param<{ beta: boolean }>() },
 *   functions: { api: { handler: "./api.ts", http: true, links: { flags: ["read"] } } },
 *   routes: { "/*": "api" },
 * });
 */
export function functionSet<
  const R extends { readonly [name: string]: Resource } = Record<never, never>,
  const F extends { readonly [name: string]: FunctionSpec<R> } = Record<never, never>,
  const E extends Exports<R> = Record<never, never>,
>(name: string, definition: SetDefinition<R, F & CheckedFunctions<F, R>, E & NoExcess<E, R>>): SetSpec<R, F, E> {
  const { resources, routes, exports } = { ...definition };
  // Properties that plain JavaScript misspells stay, so that preview refuses them: this also runs in every function, which need not.
  // A type argument that the caller left out is inferred as the empty record, which {} is.
  return {
    ...definition,
    name,
    resources: resources ?? ({} as R),
    routes: routes ?? {},
    exports: exports ?? ({} as E),
  };
}

/** A resource of another team's set: its type, the verbs its owner exports, bound at deployment to the owner's handle. */
export type Foreign<R, V> = Omit<R, "owned" | "allowed"> &
  Of<ItemOf<R>> & { readonly owned: false; readonly allowed: V };

/**
 * Takes a resource of another set. Only the verbs which that set exports can be linked.
 *
 * @example
 * resources: { rates: from(catalog, "rates") }
 */
export function from<R, E, const N extends keyof E & keyof R & string>(
  set: { readonly resources: R; readonly exports: E },
  name: N,
): Foreign<R[N], E[N] extends readonly (infer V)[] ? V : never> {
  // Both are undefined when plain JavaScript names what is not exported. Preview refuses that, with a better error.
  const resource: R[N] | undefined = set?.resources?.[name];
  const allowed = set?.exports?.[name];
  return { ...resource, owned: false, allowed } as unknown as Foreign<R[N], never>;
}

/** The resources of a set by name. */
export type ResourcesOf<S> = S extends SetSpec<infer R, infer _F, infer _E> ? R : never;

/** The names of a set's functions. */
export type FunctionName<S> = S extends SetSpec<infer _R, infer F, infer _E> ? keyof F & string : never;

/** The names of a set's functions that have a certain trigger. */
export type FunctionsWith<S, T extends TriggerName> =
  S extends SetSpec<infer _R, infer F, infer _E> ? NamesWith<F, T> : never;

/** What links to some resources hand to a handler. */
type Granted<R, G> = {
  readonly [N in keyof G & keyof R]: G[N] extends readonly (infer V)[] ? Face<R[N], V> : never;
};

/** What the handler of a function is handed: one entry for each of its links. */
export type Links<S, N> =
  S extends SetSpec<infer R, infer F, infer _E>
    ? N extends keyof F
      ? F[N] extends { readonly links: infer G }
        ? Granted<R, G>
        : Record<never, never>
      : never
    : never;

/**
 * Anything that may use some resources of a set in some ways: the type a repository or a service takes,
 * so that it can be built in every function that has these links, and in a test.
 *
 * @example
 * class Prices { constructor(private readonly links: Can<typeof shop, { flags: ["read"] }>) {} }
 */
export type Can<S, G extends { readonly [N in keyof ResourcesOf<S>]?: readonly Verb<ResourcesOf<S>[N]>[] }> = Granted<
  ResourcesOf<S>,
  G
>;

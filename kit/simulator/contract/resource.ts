import type { CloudError } from "./errors.ts";
import type { Constraint, Limit, Naming, PropertySupport } from "./rules.ts";
import type { Code, Properties, Scope, StoredResource, World } from "./world.ts";

/** What a provider is asked to create or update. */
export interface ResourceRequest {
  readonly urn: string;
  /** The last part of the URN. */
  readonly name: string;
  readonly type: string;
  readonly scope: Scope;
  readonly inputs: Properties;
  /**
   * The deployed resource that a property of {@link ResourceType.refers} names.
   * @throws TypeError when the property names none: call this only where it does.
   */
  found(property: string): StoredResource;
}

/** The same, with what is determined before the cloud is asked for anything. */
export interface ResourceDraft extends ResourceRequest {
  readonly id: string;
  /** The outputs of {@link ResourceType.once}: generated now, or kept. */
  readonly once: Properties;
  /** The resource that an update changes. */
  readonly old?: StoredResource;
}

/** Something that must exist before a resource can name it. Checked at every create and update, for each value of the property. */
export interface Reference {
  /** What the value names: a deployed resource, `true` for something that exists without being deployed, or `undefined`. */
  find(value: string, request: Omit<ResourceRequest, "found">, world: World): StoredResource | true | undefined;
  /** The cloud's error when it does not exist. */
  missing(value: string, request: Omit<ResourceRequest, "found">): CloudError;
}

/** What no two resources of a type may have in common, in any account and region. */
export interface Unique {
  /** The value that must be unique. `undefined`: this resource is not compared. */
  key(resource: Pick<StoredResource, "id" | "inputs" | "scope">): string | undefined;
  /** The cloud's error for the second one. @default {@link ResourceType.taken} */
  taken?(draft: ResourceDraft, other: StoredResource): CloudError;
}

/** Where a deployed resource answers HTTP. */
export interface Served {
  /** The key of its endpoint. */
  readonly endpoint: string;
  /** Its path on that endpoint: `/`, or `/prod/` for a stage of an API. */
  readonly path: string;
}

/** A request to run something by hand. */
export interface RunOrder {
  /** Which of the things that the resource runs: a function of an app. @default the only one */
  readonly name?: string;
  /** The time that the run is for, in epoch milliseconds. @default now, where the cloud does not decide it */
  readonly scheduledTime?: number;
}

/**
 * How an invocation ended, for its caller: a scheduler, a queue, a push subscription, or someone who ran it by hand.
 * The error is for the caller's retries and logs; the function's logs have it already.
 */
export type InvocationResult = {
  /** The id of the invocation in the function's logs. @default it has none there */
  readonly id?: string;
} & ({ readonly ok: true } | { readonly ok: false; readonly failure: string });

/** The content that a resource runs, kept apart from the resource so that it can be replaced without a deployment. */
export interface RunningCode {
  /** Its hash in {@link Code}. */
  of(resource: StoredResource, world: World): string | undefined;
  /** Makes the resource run other content from now on. */
  replace(resource: StoredResource, hash: string, world: World): void | Promise<void>;
}

/**
 * One type of resource: what its provider accepts, returns, and does. The control plane does the rest: it finds what a
 * resource refers to, gives it its id, refuses duplicates, keeps outputs that an update must not change, and adds inputs,
 * defaults and the region to the outputs.
 */
export interface ResourceType {
  readonly token: string;
  /** The vendor's reference page. */
  readonly source: string;
  readonly naming?: Naming;
  /** Inputs whose change replaces the resource, as dotted paths. */
  readonly replaceOn: readonly string[];
  /** Whether it exists only in the engine's state, as a random number does: then nothing is stored. @default false */
  readonly stateless?: boolean;
  /**
   * Every input property that our programs use and how it is supported, with dotted paths for nested ones:
   * `"vpcConfig": { inert: "…" }`. An entry covers what is below it. A property that no entry covers is refused as
   * unknown to the simulator.
   */
  readonly properties: Readonly<Record<string, PropertySupport>>;
  readonly constraints: readonly Constraint[];
  /** @default everything that the constraints accept can be run */
  readonly limits?: readonly Limit[];
  /** A valid set of inputs, which the tests of constraints change one property of. */
  readonly example: Properties;

  /** What the inputs refer to, by dotted path of the property. A property that is not set refers to nothing. @default nothing */
  readonly refers?: Readonly<Record<string, Reference>>;
  /** Outputs that are generated at creation and then kept: a time, a key, a random name. @default none */
  readonly once?: Readonly<Record<string, (request: ResourceRequest, world: World) => unknown>>;
  /** The id of a new resource, unique within type and scope. */
  id(request: ResourceRequest & Pick<ResourceDraft, "once">, world: World): string | Promise<string>;
  /** The cloud's error for an id that another resource has. @default {@link CloudPackage.taken} */
  taken?(draft: ResourceDraft): CloudError;
  /** What must be unique besides the id. @default nothing */
  readonly unique?: readonly Unique[];
  /** Further checks at every create and update. Throws {@link CloudError}. */
  check?(draft: ResourceDraft, world: World): void;
  /** Outputs for inputs that are not set, or cannot be: `{ timeout: 3 }`. @default none */
  readonly defaults?: Properties;
  /**
   * Inputs that stay as they are deployed when a program leaves them out again: the provider takes what the cloud says of them for what is
   * wanted, as those from Terraform do with what is "Optional" and "Computed". @default none
   */
  readonly keeps?: readonly string[];
  /** Inputs that a refresh or an import finds where a program has given none: the API answers them always. @default none */
  readonly refreshed?: Properties;
  /**
   * The other computed outputs, of a new resource or of one that changes. What must be stored before the resource, such as its
   * content, is stored here. Throws {@link CloudError}.
   */
  outputs?(draft: ResourceDraft, world: World): Properties | Promise<Properties>;
  /**
   * Outputs that follow from the inputs and the provider's configuration, as default tags do. A change of these alone is an
   * update of the resource, as in the bridged providers.
   */
  configured?(inputs: Properties, configuration: Properties): Properties;

  /**
   * Makes the stored resource work: opens an endpoint, prepares code. Called after create and update, and for every
   * stored resource, in order of creation, when the simulator starts again. Must be idempotent.
   */
  apply?(resource: StoredResource, world: World): void | Promise<void>;
  /** Where a stored resource answers HTTP, if it does at the moment. @default nowhere */
  serves?(resource: StoredResource): Served | undefined;
  /** The cloud's name of the log that a stored resource is or writes to: the group of its lines. @default none */
  logGroup?(resource: StoredResource): string;
  /**
   * Runs by hand what the resource runs on its schedule. Resolves when the run has ended. Throws {@link CloudError} when the
   * cloud would refuse.
   * @default it cannot be run by hand
   */
  run?(resource: StoredResource, order: RunOrder, world: World): Promise<InvocationResult>;
  /** What it runs, for types that run something. */
  readonly code?: RunningCode;
  /** Throws {@link CloudError} when the cloud would refuse to delete it, such as a bucket that is not empty. */
  checkRemoval?(resource: StoredResource, world: World): void;
  /** Whether it stays where it is when its resource is deleted, and only the engine forgets it. @default false */
  abandons?(resource: StoredResource): boolean;
  /** The id in what an import is told, where that says more. @default it is the id */
  imported?(told: string): string;
  /** What is deleted together with it, in order of creation. @default nothing */
  inside?(resource: StoredResource, world: World): readonly StoredResource[];
  /** Undoes {@link apply}, and removes what {@link outputs} stored. */
  remove?(resource: StoredResource, world: World): void | Promise<void>;
}

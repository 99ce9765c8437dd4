import type { CloudError } from "./errors.ts";
import type { Constraint, Knowledge, Limit, Naming } from "./rules.ts";
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
   * @throws TypeError when the property names none: whoever asks must know that it does.
   */
  found(property: string): StoredResource;
}

/** The same, with what is settled before the cloud is asked for anything. */
export interface ResourceDraft extends ResourceRequest {
  readonly id: string;
  /** The outputs of {@link ResourceType.once}: made now, or kept. */
  readonly once: Properties;
  /** What an update changes. */
  readonly old?: StoredResource;
}

/** What must be there before a resource that names it. Asked at every create and update, for each value of the property. */
export interface Reference {
  /** What the value names: the deployed resource, `true` for what exists without being deployed, or nothing. */
  find(value: string, request: Omit<ResourceRequest, "found">, world: World): StoredResource | true | undefined;
  /** What the cloud says when there is nothing. */
  missing(value: string, request: Omit<ResourceRequest, "found">): CloudError;
}

/** What no two resources of a type may have in common, in whichever account and region. */
export interface Unique {
  /** What is compared. `undefined`: this one does not take part. */
  key(resource: Pick<StoredResource, "id" | "inputs" | "scope">): string | undefined;
  /** What the cloud says to the second one. @default {@link ResourceType.taken} */
  taken?(draft: ResourceDraft, other: StoredResource): CloudError;
}

/** Where a deployed resource answers HTTP. */
export interface Served {
  /** The key of its endpoint. */
  readonly endpoint: string;
  /** The path there that is its own: `/`, or `/prod/` for a stage of an API. */
  readonly path: string;
}

/** What somebody asks for who wants something run by hand. */
export interface RunOrder {
  /** Of the things that the resource runs: a function of an app. @default it runs only one */
  readonly name?: string;
  /** The time that the run is for, in epoch milliseconds. @default now, where the cloud does not decide it */
  readonly scheduledTime?: number;
}

/**
 * How an invocation ended that a service of the cloud asked for, or somebody by hand: a scheduler, a queue, a push subscription.
 * What went wrong is for its retries and its own logs; the function's logs have it already.
 */
export type InvocationResult = {
  /** What the cloud calls the invocation in the function's logs. @default it has no name there */
  readonly id?: string;
} & ({ readonly ok: true } | { readonly ok: false; readonly failure: string });

/** The content that a resource runs, kept apart from the resource: it can be replaced without a deployment. */
export interface RunningCode {
  /** Its hash in {@link Code}. */
  of(resource: StoredResource, world: World): string | undefined;
  /** Runs other content from now on. */
  replace(resource: StoredResource, hash: string, world: World): void | Promise<void>;
}

/**
 * One type of resource: what its provider accepts, answers, and does. The control plane does the rest: it finds what a
 * resource refers to, gives it its id, refuses a second one, keeps what an update must not renew, and adds inputs, defaults
 * and the place to what the cloud answers.
 */
export interface ResourceType {
  readonly token: string;
  /** The vendor's reference page. */
  readonly source: string;
  readonly naming?: Naming;
  /** Inputs whose change makes a new resource, dotted paths. */
  readonly replaceOn: readonly string[];
  /** Whether it is nowhere but in the engine's state, as a random number is: then nothing is stored. @default false */
  readonly stateless?: boolean;
  /**
   * Every input property that programs here use and what is known of it, dotted for nested ones:
   * `"vpcConfig": { inert: "…" }`. An entry covers what is below it. A property that no entry covers is refused as
   * unknown to the simulator.
   */
  readonly properties: Readonly<Record<string, Knowledge>>;
  readonly constraints: readonly Constraint[];
  /** @default everything that the constraints accept can be run */
  readonly limits?: readonly Limit[];
  /** An otherwise correct set of inputs: the ground that constraint tests stand on. */
  readonly example: Properties;

  /** What the inputs name, by property, dotted. A property that is not given names nothing. @default nothing */
  readonly refers?: Readonly<Record<string, Reference>>;
  /** Outputs that are made at creation and then stay: a time, a key, a name at random. @default none */
  readonly once?: Readonly<Record<string, (request: ResourceRequest, world: World) => unknown>>;
  /** The id of a new resource. No two of a type have the same one in a place. */
  id(request: ResourceRequest & Pick<ResourceDraft, "once">, world: World): string | Promise<string>;
  /** What the cloud says of an id that another resource has. @default {@link CloudPackage.taken} */
  taken?(draft: ResourceDraft): CloudError;
  /** What else is taken when another resource has it. @default nothing but the id */
  readonly unique?: readonly Unique[];
  /** Further checks at every create and update. Throws {@link CloudError}. */
  check?(draft: ResourceDraft, world: World): void;
  /** Outputs where the inputs say nothing, or never say anything: `{ timeout: 3 }`. @default none */
  readonly defaults?: Properties;
  /**
   * The other computed outputs, of a new resource or of one that changes. What must be there before the resource is, such
   * as its content, is taken over here. Throws {@link CloudError}.
   */
  outputs?(draft: ResourceDraft, world: World): Properties | Promise<Properties>;
  /**
   * Outputs that follow from the inputs and the provider's configuration, as default tags do. A change of them alone is an
   * update of the resource, as the bridged providers have it.
   */
  configured?(inputs: Properties, configuration: Properties): Properties;

  /**
   * Makes the stored resource work: opens an endpoint, prepares code. Called after create and update, and for every
   * stored resource, in order of creation, when the simulator starts again. Must be idempotent.
   */
  apply?(resource: StoredResource, world: World): void | Promise<void>;
  /** Where a stored resource answers HTTP, while it does. @default nowhere */
  serves?(resource: StoredResource): Served | undefined;
  /** The log that a stored resource is or writes to, by the cloud's own name: the group of its lines. @default none */
  logGroup?(resource: StoredResource): string;
  /**
   * Runs now what the resource runs when its time has come, because somebody asks for it by hand. Resolves when that has
   * ended. Throws {@link CloudError} when the cloud would not take the order.
   * @default nobody can ask for it
   */
  run?(resource: StoredResource, order: RunOrder, world: World): Promise<InvocationResult>;
  /** What it runs, for types that run something. */
  readonly code?: RunningCode;
  /** Throws {@link CloudError} when the cloud would not delete it, as a bucket that is not empty. */
  checkRemoval?(resource: StoredResource, world: World): void;
  /** Whether it stays where it is when its resource is deleted, and only the engine forgets it. @default false */
  abandons?(resource: StoredResource): boolean;
  /** What is deleted together with it, in order of creation. @default nothing */
  inside?(resource: StoredResource, world: World): readonly StoredResource[];
  /** Undoes {@link apply}, and forgets what {@link outputs} has taken over. */
  remove?(resource: StoredResource, world: World): void | Promise<void>;
}

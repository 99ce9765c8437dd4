/** A resource's properties with secrets opened. An unknown value is {@link unknownValue}, assets are the wire's objects. */
export type Properties = Readonly<Record<string, unknown>>;

/** Stands for a value that a preview cannot know yet. https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface CheckRequest {
  readonly urn: string;
  readonly olds: Properties | undefined;
  readonly news: Properties;
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface DiffRequest {
  readonly urn: string;
  readonly id: string;
  readonly oldInputs: Properties;
  readonly olds: Properties;
  readonly news: Properties;
  readonly ignoreChanges: readonly string[];
}

export interface DiffAnswer {
  /** The inputs that changed. */
  readonly changed: readonly string[];
  /** Those among them that need a new resource. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/**
 * One configured provider, as an engine talks to it: the part of Pulumi's ResourceProvider protocol that creates,
 * updates and deletes. The simulated clouds implement it in process; a gRPC client implements it for any other.
 */
export interface Provider {
  /** @throws what {@link isMissingType} knows, in `context/missing-types.ts`, when it does not have the type. */
  check(request: CheckRequest): Promise<{ readonly inputs: Properties; readonly failures: readonly CheckFailure[] }>;
  diff(request: DiffRequest): Promise<DiffAnswer>;
  create(request: {
    readonly urn: string;
    readonly news: Properties;
    readonly preview: boolean;
  }): Promise<{ readonly id: string; readonly outputs: Properties }>;
  /**
   * What exists, or undefined. An empty id asks for the resource that has exactly these inputs: an engine finds with it
   * what became of a create whose answer was lost. A provider that cannot search answers undefined.
   */
  read(request: {
    readonly urn: string;
    readonly id: string;
    readonly inputs: Properties;
    /** The outputs that the engine remembers, if it does. */
    readonly olds?: Properties;
  }): Promise<{ readonly id: string; readonly inputs: Properties; readonly outputs: Properties } | undefined>;
  update(request: {
    readonly urn: string;
    readonly id: string;
    readonly olds: Properties;
    readonly news: Properties;
    readonly preview: boolean;
  }): Promise<{ readonly outputs: Properties }>;
  delete(request: { readonly urn: string; readonly id: string; readonly olds: Properties }): Promise<void>;
  invoke(request: {
    readonly token: string;
    readonly args: Properties;
  }): Promise<{ readonly outputs: Properties; readonly failures: readonly CheckFailure[] }>;
}

/** Opens providers by package name. */
export interface Providers {
  /** @throws when there is no provider for the package, or the configuration is refused. */
  configure(packageName: string, configuration: Properties): Promise<Provider>;
  /**
   * Whether a provider works elsewhere with a new configuration, in another region or account, so that what it has made
   * must be made again there. @default it never does
   */
  moves?(packageName: string, olds: Properties, news: Properties): Promise<boolean>;
}

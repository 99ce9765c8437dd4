/** A resource's properties with secrets unwrapped. Unknown values are {@link unknownValue}, assets are objects of the wire format. */
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
  /** @throws an error that `isMissingType` in `context/missing-types.ts` recognizes, when it does not have the type. */
  check(request: CheckRequest): Promise<{ readonly inputs: Properties; readonly failures: readonly CheckFailure[] }>;
  diff(request: DiffRequest): Promise<DiffAnswer>;
  create(request: {
    readonly urn: string;
    readonly news: Properties;
    readonly preview: boolean;
  }): Promise<{ readonly id: string; readonly outputs: Properties }>;
  /**
   * The existing resource, or `undefined`. With an empty id, the resource that has exactly these inputs: so an engine finds the
   * result of a create whose response was lost. A provider that cannot search returns `undefined`.
   */
  read(request: {
    readonly urn: string;
    readonly id: string;
    readonly inputs: Properties;
    /** The outputs in the engine's state, if there are any. */
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
  /** @throws when the package has no provider, or the configuration is refused. */
  configure(packageName: string, configuration: Properties): Promise<Provider>;
  /**
   * Whether a new configuration moves a provider to another region or account, so that its resources must be replaced.
   * @default it never does
   */
  moves?(packageName: string, olds: Properties, news: Properties): Promise<boolean>;
}

import type { Properties } from "../contract.ts";

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** The stack's `pulumi:autonaming` setting for a resource. https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming-configuration */
export interface Autonaming {
  readonly proposedName: string;
  readonly mode: "propose" | "enforce" | "disable";
}

export interface CheckRequest {
  readonly urn: string;
  readonly olds: Properties | undefined;
  readonly news: Properties;
  /** Makes generated names repeatable. @default names are random */
  readonly randomSeed?: Uint8Array;
  readonly autonaming?: Autonaming;
}

export interface CheckAnswer {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

export interface DiffRequest {
  readonly urn: string;
  readonly id: string;
  readonly oldInputs: Properties;
  readonly olds: Properties;
  readonly news: Properties;
  readonly ignoreChanges: readonly string[];
}

/** One change, by its path as Pulumi writes it: `environment.variables.A`, `layers[0]`. */
export interface Change {
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

export interface DiffAnswer {
  /** The inputs that changed. */
  readonly changed: readonly string[];
  /** Those among them that need a new resource. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly changes: readonly Change[];
}

export interface CreateRequest {
  readonly urn: string;
  readonly news: Properties;
  readonly preview: boolean;
}

export interface ReadRequest {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Properties;
  /** The outputs in the engine's state. @default none, in an import */
  readonly olds?: Properties;
}

export interface ReadAnswer {
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface UpdateRequest {
  readonly urn: string;
  readonly id: string;
  readonly olds: Properties;
  readonly news: Properties;
  readonly preview: boolean;
}

export interface DeleteRequest {
  readonly urn: string;
  readonly id: string;
  readonly olds: Properties;
}

export interface InvokeAnswer {
  readonly outputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/** One configured provider. The gRPC front and the in-memory engine use the same. */
export interface Provider {
  check(request: CheckRequest): Promise<CheckAnswer>;
  diff(request: DiffRequest): Promise<DiffAnswer>;
  create(request: CreateRequest): Promise<{ readonly id: string; readonly outputs: Properties }>;
  read(request: ReadRequest): Promise<ReadAnswer | undefined>;
  update(request: UpdateRequest): Promise<{ readonly outputs: Properties }>;
  delete(request: DeleteRequest): Promise<void>;
  invoke(request: { readonly token: string; readonly args: Properties }): Promise<InvokeAnswer>;
}

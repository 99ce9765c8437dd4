import type { IncomingMessage, ServerResponse } from "node:http";

/** The packages whose providers are simulated. */
export const packages = ["aws", "gcp", "azure-native", "cloudflare", "random"] as const;
export type PackageName = (typeof packages)[number];

/** A resource's properties as they come over the wire, with secrets opened. */
export type Properties = Readonly<Record<string, unknown>>;

/** Where a provider instance works: an account and region, a project and region, a subscription and location, an account. */
export interface Scope {
  readonly account: string;
  readonly region: string;
}

/** A resource that exists in a simulated cloud. */
export interface StoredResource {
  /** The type token: `aws:lambda/function:Function`. */
  readonly type: string;
  /** The provider's id. Unique within type and scope. */
  readonly id: string;
  readonly scope: Scope;
  /** What was deployed. */
  readonly inputs: Properties;
  /** What the cloud answers: inputs, computed properties. */
  readonly outputs: Properties;
}

/** What is known of a property: its effect is simulated, or it is accepted without effect, for a stated reason. */
export type Knowledge = "simulated" | { readonly inert: string };

/** How a resource gets a name when the program gives none. */
export interface Naming {
  /** The input that carries the name. */
  readonly property: string;
  readonly max: number;
  readonly min?: number;
  /** What a valid name looks like. Checked for given and generated names alike. */
  readonly pattern: RegExp;
  /** What stands between the logical name and the random suffix. @default "-" */
  readonly separator?: string;
  /** Whether generated names are made lower-case, without anything but letters and digits. @default false */
  readonly plain?: boolean;
  /** `false`: the provider gives no names, so a missing one is an error. @default true */
  readonly generated?: boolean;
  /** The input that may take the name's place, as what the cloud's own name begins with. @default there is none */
  readonly prefix?: string;
  /** Names that are refused for what they look like; a test tries each. Lengths are tried without being listed. */
  readonly refused: readonly string[];
  /** The vendor's page with the naming rules. */
  readonly source: string;
}

/** A rule of the vendor's that the SDK's types cannot express. */
export interface Constraint {
  /** The property it is about, dotted: `functionAppConfig.scaleAndConcurrency.instanceMemoryMB`. */
  readonly property: string;
  /** The rule as a sentence, which the refusal quotes: "must be from 128 to 10,240". */
  readonly rule: string;
  /** The vendor's page that says so. */
  readonly source: string;
  /**
   * Whether the property's value (never undefined, never unknown) is acceptable.
   *
   * @param now - The simulator's time in epoch milliseconds, for rules that begin or end on a day.
   */
  accepts(value: unknown, inputs: Properties, now: number): boolean;
  /** Inputs that the rule refuses: a test tries each. Merged over a resource that is otherwise right. */
  readonly refused: Properties | readonly [Properties, ...(readonly Properties[])];
  /** Inputs that it just accepts, where a border is easily missed. Tried in the same way. @default not tried */
  readonly accepted?: Properties | readonly Properties[];
}

/**
 * Something that the vendor takes and the simulator does not run: another language, a container image. It has no vendor's
 * page, since no vendor says it, and is looked at after the vendor's own rules.
 */
export interface Limit {
  /** The property it is about, dotted. */
  readonly property: string;
  /** What the simulator does have, which the refusal quotes after "the simulator has only": "nodejs22.x, nodejs24.x". */
  readonly only: string;
  /** Whether the property's value (never undefined, never unknown) can be run. */
  runs(value: unknown, inputs: Properties, scope: Scope): boolean;
  /** Inputs that the vendor takes and the simulator does not run: a test tries each, as of {@link Constraint.refused}. */
  readonly refused: Properties | readonly [Properties, ...(readonly Properties[])];
}

/** What a provider is asked to create or update. */
export interface ResourceRequest {
  readonly urn: string;
  /** The last part of the URN. */
  readonly name: string;
  readonly type: string;
  readonly scope: Scope;
  readonly inputs: Properties;
}

/** What a provider's configuration may say, and what is known of it. */
export interface ConfigurationTable {
  /** The vendor's reference page. */
  readonly source: string;
  /** As of {@link ResourceType.properties}. */
  readonly properties: Readonly<Record<string, Knowledge>>;
  readonly limits?: readonly Limit[];
}

/** What a cloud answers to a create: the id, and the computed properties (inputs are added by the control plane). */
export interface Created {
  readonly id: string;
  readonly outputs: Properties;
}

/** Where a deployed resource answers HTTP. */
export interface Served {
  /** The key of its endpoint. */
  readonly endpoint: string;
  /** The path there that is its own: `/`, or `/prod/` for a stage of an API. */
  readonly path: string;
}

/** One type of resource: what its provider accepts, answers, and does. */
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
   * Every input property and what is known of it, dotted for nested ones: `"vpcConfig": { inert: "…" }`.
   * An entry covers what is below it. A property that no entry covers is refused as unknown to the simulator.
   */
  readonly properties: Readonly<Record<string, Knowledge>>;
  readonly constraints: readonly Constraint[];
  /** @default everything that the constraints accept can be run */
  readonly limits?: readonly Limit[];
  /** An otherwise correct set of inputs: the ground that constraint tests stand on. */
  readonly example: Properties;
  /**
   * Outputs that follow from the inputs and the provider's configuration, as default tags do. A change of them alone is an
   * update of the resource, as the bridged providers have it.
   */
  configured?(inputs: Properties, configuration: Properties): Properties;
  /** Checks that need other resources: a role that does not exist. Throws {@link CloudError}. */
  create(request: ResourceRequest, world: World): Created | Promise<Created>;
  /** The new outputs after a change in place. @default what {@link create} answers, under the old id */
  update?(request: ResourceRequest, old: StoredResource, world: World): Properties | Promise<Properties>;
  /**
   * Makes the stored resource work: opens an endpoint, prepares code. Called after create and update, and for every
   * stored resource, in order of creation, when the simulator starts again. Must be idempotent.
   */
  apply?(resource: StoredResource, world: World): void | Promise<void>;
  /** Where a stored resource answers HTTP, while it does. @default nowhere */
  serves?(resource: StoredResource): Served | undefined;
  /** Undoes {@link apply}. Throws {@link CloudError} when the cloud would refuse, as for a bucket that is not empty. */
  remove?(resource: StoredResource, world: World): void | Promise<void>;
}

/** A function of a provider: `aws:index/getCallerIdentity:getCallerIdentity`. */
export type Invoke = (args: Properties, scope: Scope, world: World) => Properties | Promise<Properties>;

/** Whose credentials are wanted. */
export interface WantedCredentials {
  /** The ARN of a role or the number of an AWS account; the address of a Google service account. */
  readonly principal: string;
  /** For whom an identity token is: the address that it will be sent to. Google Cloud only. */
  readonly audience?: string;
}

/**
 * How a vendor's provider is made, which decides what is kept of generated names, and when a resource that is replaced is
 * deleted before its replacement is made:
 *
 * - `bridged` from a Terraform provider: where its name could have been generated, and was not.
 *   https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go (nameRequiresDeleteBeforeReplace)
 * - `native`, from the cloud's own description: unless its name was generated at random.
 *   https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/provider.go (createBeforeDeleteFlag)
 */
export type ProviderKind = "bridged" | "native";

/** What one package's provider can do. Made once by the package's `services/<cloud>/index.ts`. */
export interface PackageServices {
  readonly package: PackageName;
  readonly kind: ProviderKind;
  readonly configuration: ConfigurationTable;
  readonly types: readonly ResourceType[];
  readonly invokes: Readonly<Record<string, Invoke>>;
  /** Arguments of its functions that are refused, dotted, because nothing here could keep what they ask for. */
  readonly refusedArguments?: Readonly<Record<string, readonly string[]>>;
  /**
   * The property in which resources note the region that they are in, where they do: then a provider that works in another
   * region makes them anew. Types without it are one for all regions. @default a resource is where its provider works
   */
  readonly place?: string;
  /** The account and region a provider instance works in, from its configuration: defaults where it has none. */
  scope(configuration: Properties): Scope;
  /**
   * What a caller from outside proves with who it is, as environment variables: the simulator's stand-in for
   * `aws sts assume-role` and `gcloud auth print-identity-token --impersonate-service-account`.
   * @throws CloudError when there is no such principal.
   */
  credentials?(wanted: WantedCredentials): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Swaps deployed code in place. @see World.code */
  replaceCode?(from: string, to: string): Promise<number>;
  /** Stops every process and closes what {@link ResourceType.apply} opened. */
  stop(): Promise<void>;
}

/** One thing that a simulated cloud does besides keeping resources, and how well. What no row names does not exist here. */
export interface Operation {
  /** The service it belongs to, where a cloud's table covers several. */
  readonly service?: string;
  readonly operation: string;
  /** The vendor's page that says how it behaves. */
  readonly source: string;
  /** The file of tests that shows it, below `tests/simulator/<cloud>/`. */
  readonly test: string;
  /** The title of a test in that file, which names the behaviour: the first one to read. */
  readonly shows: string;
  /** What is known to differ from the vendor's. @default nothing */
  readonly gap?: string;
}

/** A refusal in the cloud's own words. Providers report it as the operation's error, data planes as the vendor's response. */
export class CloudError extends Error {
  override readonly name = "CloudError";
  /** The vendor's code: `ResourceNotFoundException`. */
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Files of a deployed artifact, by path with `/`. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** What has been deployed, kept in memory and on disk alike. */
export interface Store {
  get(type: string, id: string, scope?: Scope): StoredResource | undefined;
  /** Resources of a type in order of creation, those that a test accepts. */
  find(type: string, accepts?: (resource: StoredResource) => boolean): readonly StoredResource[];
  all(): readonly StoredResource[];
  put(resource: StoredResource): void;
  delete(type: string, id: string, scope: Scope): void;
  /** Small durable values of a service or an engine: a port, a checkpoint. */
  getValue(key: string): string | undefined;
  putValue(key: string, value: string | undefined): void;
  /** The values whose keys begin like this, by key. */
  values(prefix: string): ReadonlyMap<string, string>;
}

/** Deployed content, by the hash of its files' names and bytes. Durable. */
export interface Code {
  /** Takes an asset or archive as it comes over the wire (path, text, zip or folder) and answers its content's hash. */
  take(asset: unknown): Promise<string>;
  files(hash: string): Files;
  put(files: Files): string;
}

/** One line that a function or a service wrote. */
export interface LogLine {
  readonly cloud: PackageName;
  /** The log group, log name, or workspace it belongs to. */
  readonly group: string;
  readonly time: number;
  readonly text: string;
}

export interface Logs {
  append(line: LogLine): void;
  recent(filter?: { readonly cloud?: string; readonly group?: string }): readonly LogLine[];
  follow(listener: (line: LogLine) => void): () => void;
}

/** Something that answers HTTP on a local port. */
export interface Endpoint {
  readonly cloud: PackageName;
  /** The resource it stands for, the same at every run, so that its port is the same: a type and a name. */
  readonly key: string;
  /** The public host name that the cloud would give it, where that cannot be reached locally. */
  readonly host?: string;
  /** The address here: `http://127.0.0.1:4512`. */
  readonly url: string;
}

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface Endpoints {
  /** Listens on 127.0.0.1, on the port that the key had before if it is free. Plain HTTP and TLS on the same port. */
  open(endpoint: Omit<Endpoint, "url">, handler: HttpHandler): Promise<Endpoint>;
  /** The address a key has or will have: known before it is open, so that outputs can carry it. */
  reserve(key: string): Promise<string>;
  close(key: string): Promise<void>;
  list(): readonly Endpoint[];
}

/** The time, which tests can drive. */
export interface Clock {
  now(): number;
  /** Calls back after some milliseconds of this clock. Answers a function that cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Folders in which functions run: outside of any project, so that no `node_modules` is above them. */
export interface Sandboxes {
  /** A new empty folder with exactly these files. */
  create(files: Files): Promise<string>;
  remove(folder: string): Promise<void>;
}

/** Folders that last as long as what is deployed, for programs that keep files of their own. */
export interface Folders {
  /** The path of the folder with a name, which is made when it is asked for first. */
  open(name: string): Promise<string>;
}

/** Where the debugger of one running instance is reached: that of its own process, or one of several in a process. */
export interface InspectorTarget {
  readonly port: number;
  /** The path of its WebSocket. */
  readonly path: string;
}

/** What debuggers of one function attach to, whichever instance of it runs. */
export interface Inspector {
  /** Leads debuggers to this instance from now on. Those that are attached to another stay there until that ends. */
  follow(target: InspectorTarget): void;
}

/** A function that debuggers can attach to. */
export interface InspectedFunction {
  readonly cloud: PackageName;
  /** The resource it stands for, the same at every run, so that its port is the same. */
  readonly key: string;
  /** What the cloud calls it. */
  readonly name: string;
  /** The port of 127.0.0.1. */
  readonly port: number;
  /** Ports that it should have had, and that other programs use. */
  readonly busy: readonly number[];
}

/** The ports for debuggers. */
export interface Inspectors {
  /** Whether somebody wants to debug functions. */
  readonly wanted: boolean;
  /** The inspector of a function, the same one until it is closed. Undefined when nobody wants to debug. */
  open(opened: Pick<InspectedFunction, "cloud" | "key" | "name">): Inspector | undefined;
  /** Ends what is attached, and forgets the port. */
  close(key: string): Promise<void>;
  list(): Promise<readonly InspectedFunction[]>;
}

/** Everything that services share. */
export interface World {
  readonly store: Store;
  readonly code: Code;
  readonly logs: Logs;
  readonly endpoints: Endpoints;
  readonly clock: Clock;
  readonly sandboxes: Sandboxes;
  readonly folders: Folders;
  readonly inspectors: Inspectors;
  /** The folder of the project that is deployed: where relative paths of assets start. */
  readonly root: string;
  /** `false` while only the control plane is wanted (previews, unit tests): {@link ResourceType.apply} is not called. */
  readonly live: boolean;
}

import type { IncomingMessage, ServerResponse } from "node:http";
import type { CloudError } from "./errors.ts";

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

/** Files of a deployed artifact, by path with `/`. */
export type Files = ReadonlyMap<string, Uint8Array>;

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
  /** Puts several of them: all or none, also when the process is killed meanwhile. */
  putValues(values: Iterable<readonly [key: string, value: string | undefined]>): void;
  /** The values whose keys begin like this, by key. */
  values(prefix: string): ReadonlyMap<string, string>;
}

/** Files that are deployed, and their hash as {@link Code} knows it. */
export interface Content {
  readonly hash: string;
  readonly files: Files;
}

/**
 * Deployed content, by the hash of its files. Durable. Whoever makes code can tell its hash before it is deployed: SHA-256
 * in hexadecimal over each file in the order of their names: its name, a zero byte, its length in decimal, a zero byte, its
 * bytes.
 */
export interface Code {
  /** Takes an asset or archive as it comes over the wire (path, text, zip or folder) and answers its content's hash. */
  take(asset: unknown): Promise<string>;
  /** The bytes that a provider uploads of an asset or archive: those of a file, or a zip file of an archive. */
  pack(asset: unknown): Promise<Uint8Array>;
  /** Takes what is packed in the bytes of an upload, as {@link take} does. What is not packed is one file. */
  unpack(bytes: Uint8Array): string;
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
  /** The hash of the code that was running, as {@link Code} knows it. @default no function's code wrote it */
  readonly code?: string;
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
  /**
   * Whether only programs look for it, by their SDKs: it stands for nothing that was deployed, users are not told of it, and
   * its port is one of the last, which nobody types.
   * @default false
   */
  readonly isInternal?: boolean;
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
  /** A file with the certificate that the endpoints show by TLS, as PEM, for programs that have to trust it. */
  certificateFile(): Promise<string>;
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

/**
 * What can happen to a call of an API: the cloud has had too many; it is carried out, and the answer is lost; it comes twice, as when
 * something on the way repeats it.
 */
export const faultKinds = ["throttled", "lost", "doubled"] as const;
export type Fault = (typeof faultKinds)[number];

/** What goes wrong with calls of APIs, where somebody wants to see what programs make of it. */
export interface Faults {
  /**
   * Carries a call out, with what happens to it.
   * @param throttled - What the cloud says that has had too many calls.
   * @returns `undefined` where the answer is lost: the connection is to be cut.
   * @throws throttled, or whatever carrying out throws.
   */
  around<A>(cloud: PackageName, carryOut: () => A | Promise<A>, throttled: CloudError): Promise<A | undefined>;
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
  readonly faults: Faults;
  /** The folder of the project that is deployed: where relative paths of assets start. */
  readonly root: string;
  /** `false` while only the control plane is wanted (previews, unit tests): `apply` of a resource type is not called. */
  readonly live: boolean;
}

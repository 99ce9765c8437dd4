import type { IncomingMessage, ServerResponse } from "node:http";
import type { CloudError } from "./errors.ts";

/** The packages whose providers are simulated. */
export const packages = ["aws", "gcp", "azure-native", "cloudflare", "random"] as const;
export type PackageName = (typeof packages)[number];

/** A resource's properties as they come over the wire, with secrets unwrapped. */
export type Properties = Readonly<Record<string, unknown>>;

/** What a provider instance works in: an account and region, a project and region, a subscription and location, or an account. */
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
  /** The inputs that were deployed. */
  readonly inputs: Properties;
  /** What the cloud returns: inputs and computed properties. */
  readonly outputs: Properties;
}

/** What has been deployed, kept both in memory and on disk. */
export interface Store {
  get(type: string, id: string, scope?: Scope): StoredResource | undefined;
  /** The resources of a type that a predicate accepts, in order of creation. @default all of the type */
  find(type: string, accepts?: (resource: StoredResource) => boolean): readonly StoredResource[];
  all(): readonly StoredResource[];
  put(resource: StoredResource): void;
  delete(type: string, id: string, scope: Scope): void;
  /** Small durable values of a service or an engine: a port, a checkpoint. */
  getValue(key: string): string | undefined;
  putValue(key: string, value: string | undefined): void;
  /** Puts several of them: all or none, also when the process is killed meanwhile. */
  putValues(values: Iterable<readonly [key: string, value: string | undefined]>): void;
  /** The values whose keys have a prefix, by key. */
  values(prefix: string): ReadonlyMap<string, string>;
}

/** Deployed files, and their hash in {@link Code}. */
export interface Content {
  readonly hash: string;
  readonly files: Files;
}

/**
 * Deployed content, by the hash of its files. Durable. Whoever builds code can compute its hash before it is deployed: SHA-256,
 * in hexadecimal, over every file in the order of their names: its name, a zero byte, its length in decimal, a zero byte, its
 * bytes.
 */
export interface Code {
  /** Stores an asset or archive as it comes over the wire (path, text, zip or folder) and returns the hash of its content. */
  take(asset: unknown): Promise<string>;
  /** The bytes that a provider uploads for an asset or archive: the file itself, or a zip file of the archive. */
  pack(asset: unknown): Promise<Uint8Array>;
  /** Stores what is packed in the bytes of an upload, as {@link take} does. Bytes that are not packed are one file. */
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
  /** The hash of the running code in {@link Code}. @default it was not written by a function's code */
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
  /** The resource it stands for, as a type and a name: the same in every run, so that its port is the same too. */
  readonly key: string;
  /** The public host name that the cloud would give it, where that cannot be reached locally. */
  readonly host?: string;
  /**
   * Whether only SDKs use it: it stands for nothing that was deployed, it is not shown to users, and its port is one of the
   * last of the range.
   * @default false
   */
  readonly isInternal?: boolean;
  /** The address here: `http://127.0.0.1:4512`. */
  readonly url: string;
}

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface Endpoints {
  /** Listens on 127.0.0.1, on the port that the key had before. Plain HTTP and TLS on the same port. */
  open(endpoint: Omit<Endpoint, "url">, handler: HttpHandler): Promise<Endpoint>;
  /** The address that a key has or will have: known before it is open, so that it can be an output. */
  reserve(key: string): Promise<string>;
  close(key: string): Promise<void>;
  /** A PEM file with the TLS certificate of the endpoints, for programs that must trust it. */
  certificateFile(): Promise<string>;
  list(): readonly Endpoint[];
}

/** The time, which tests can control. */
export interface Clock {
  now(): number;
  /** Calls back after some milliseconds of this clock. Returns a function that cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Folders in which functions run: outside any project, so that no `node_modules` is above them. */
export interface Sandboxes {
  /** A new empty folder with exactly these files. */
  create(files: Files): Promise<string>;
  remove(folder: string): Promise<void>;
}

/** Folders that last as long as what is deployed, for runtimes that keep files of their own. */
export interface Folders {
  /** The path of the folder with a name. Creates it on first use. */
  open(name: string): Promise<string>;
}

/** Where the inspector of one running instance can be reached: the only one of its process, or one of several. */
export interface InspectorTarget {
  readonly port: number;
  /** The path of its WebSocket. */
  readonly path: string;
}

/** What debuggers of one function attach to, whichever of its instances is running. */
export interface Inspector {
  /** Sends debuggers to this instance from now on. Those attached to another stay there until it ends. */
  follow(target: InspectorTarget): void;
}

/** A function that debuggers can attach to. */
export interface InspectedFunction {
  readonly cloud: PackageName;
  /** The resource it stands for: the same in every run, so that its port is the same too. */
  readonly key: string;
  /** Its name in the cloud. */
  readonly name: string;
  /** The port of 127.0.0.1. */
  readonly port: number;
  /** Ports that it should have had, which other programs use. */
  readonly busy: readonly number[];
}

/** The ports for debuggers. */
export interface Inspectors {
  /** Whether debugging is on. */
  readonly wanted: boolean;
  /** The inspector of a function, the same one until it is closed. `undefined` when debugging is off. */
  open(opened: Pick<InspectedFunction, "cloud" | "key" | "name">): Inspector | undefined;
  /** Detaches debuggers, and forgets the port. */
  close(key: string): Promise<void>;
  list(): Promise<readonly InspectedFunction[]>;
}

/**
 * What can happen to an API call: the cloud refuses it as one too many; it is carried out and its response is lost; it
 * arrives twice, as when a proxy repeats it.
 */
export const faultKinds = ["throttled", "lost", "doubled"] as const;
export type Fault = (typeof faultKinds)[number];

/** Injects faults into API calls, to show how programs cope with them. */
export interface Faults {
  /**
   * Carries a call out, with the fault it meets, if any.
   * @param throttled - The cloud's error for too many calls.
   * @returns `undefined` when the response is lost: the connection must be cut.
   * @throws throttled, or what `carryOut` throws.
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
  /** The folder of the deployed project, which relative paths of assets start from. */
  readonly root: string;
  /** `false` when only the control plane is needed (previews, unit tests): `apply` of a resource type is not called. */
  readonly live: boolean;
}

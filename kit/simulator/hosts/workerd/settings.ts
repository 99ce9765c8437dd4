/** A version of a Worker, as it is uploaded. https://developers.cloudflare.com/workers/configuration/multipart-upload-metadata/ */
export interface WorkerSettings {
  /** The account's id. */
  readonly account: string;
  readonly name: string;
  /** The hash of the code that was uploaded. */
  readonly code: string;
  /** The source of the main module, or of the script. */
  readonly text: string;
  /** The main module's name; `undefined` for a script in service worker format. */
  readonly mainModule: string | undefined;
  readonly compatibilityDate: string;
  readonly compatibilityFlags: readonly string[];
  /** Bindings to values: text, secret text and JSON. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Bindings to other Workers of the account. */
  readonly services: Readonly<Record<string, { readonly service: string; readonly entrypoint: string | undefined }>>;
  /** Bindings to queues of the account: the queue's name by binding. @default none */
  readonly queues?: Readonly<Record<string, string>>;
  /** Bindings to D1 databases: by binding, the database's id. @default none */
  readonly databases?: Readonly<Record<string, string>>;
  /** Bindings to secrets of Secrets Store: by binding, the store and the secret's name, with a space between them. @default none */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Bindings to what outlives the version. @default none */
  readonly stores?: Stores;
}

/** Bindings to KV namespaces and R2 buckets: by binding, the name or id that each has in the account. */
export type Stores = Readonly<Partial<Record<"kv" | "r2", Readonly<Record<string, string>>>>>;

/** Identifies a Worker in the one runtime that runs all of them. It is also a path there, so it contains no `/`. */
export function workerId(account: string, name: string): string {
  return `${account}.${name}`;
}

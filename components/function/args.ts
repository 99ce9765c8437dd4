import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";
import type { TriggerArgs } from "../triggers/index.ts";

/** One function on one cloud. It has exactly one trigger. */
export interface FunctionArgs extends TriggerArgs {
  /** The cloud it runs on. */
  cloud: Cloud;
  /** The `handle` of the foundation that it is built on. */
  foundation: Input<Handle>;
  /** The name of the set that its handler names. */
  set: string;
  /** The name of the function that its handler names. */
  function: string;
  /** The file that `handler` is relative to: `import.meta.url`, or `__filename` in CommonJS. */
  root: string;
  /** The file whose default export runs, relative to `root`: `"./api.ts"`. */
  handler: string;
  /**
   * Memory, as a size: `"512 MB"`. Clouds with fixed sizes round it up, and preview says so. On Google Cloud more than
   * 4, 8, 16 and 24 GB come with 2, 4, 6 and 8 processors, which are billed.
   * https://cloud.google.com/run/docs/configuring/services/memory-limits
   * @default "256 MB"
   */
  memory?: string;
  /** How long one run or request may take, as a duration: `"20 seconds"`. @default "20 seconds" */
  timeout?: string;
  /**
   * Environment variables. No place for secrets: a value that is one, or looks like one, causes a warning. Names that the cloud reserves
   * or that the component sets are refused: docs/limits.md lists them. @default {}
   */
  environment?: { [name: string]: Input<string> };
  /** Files that ship beside the code, as patterns relative to the handler's file: `["./templates/**"]`. Not on Workers. @default [] */
  assets?: string[];
  /** How it is bundled, where its sources do not say everything. @default {} */
  bundle?: BundleArgs;
  /** What it may use, by the name of the resource: what its handler is handed. @default {} */
  links?: { [resource: string]: LinkArgs };
  /** What only Cloudflare has. @default {} */
  cloudflare?: CloudflareFunctionArgs;
  /** What happens to its logs when they leave the program. @default "retain" */
  protection?: Protection;
  /** Tags for every resource that can have them. @default {} */
  tags?: { [key: string]: Input<string> };
}

/** What only Workers have. */
export interface CloudflareFunctionArgs {
  /**
   * Processor time that one request may take, as a duration of 1 millisecond to 5 minutes: `"50 milliseconds"`. A request that
   * takes more is ended. Waiting does not count. The Free plan has 10 milliseconds, and refuses any setting.
   * https://developers.cloudflare.com/workers/platform/limits/#cpu-time
   * @default - decided by the plan: 30 seconds on the paid ones
   */
  cpu?: string;
}

/** How a function is bundled: docs/bundling.md. */
export interface BundleArgs {
  /** How files are read, by the ending of their names: `{ ".sql": "text" }`. @default what esbuild does */
  loader?: { [ending: string]: string };
  /** Packages to leave out where the platform provides them: `["@aws-sdk/*"]`. @default [] */
  external?: string[];
  /** JavaScript expressions that replace names in the sources. @default {} */
  define?: { [name: string]: string };
  /** Whether classes and functions keep their names. @default false */
  keepNames?: boolean;
}

/** One resource that a function may use. */
export interface LinkArgs {
  /** The resource's kind: `"param"`. */
  kind: string;
  /** What the function may do with it: `["read"]`. */
  verbs: string[];
  /** For a secret: its value was generated, so that the function takes nothing else than Base64 for it. @default false */
  generated?: boolean;
  /** For a table: the set does not make it, so that the function can read one that Fourfold has not made. @default false */
  bound?: boolean;
  /** For a param: its value as JSON. For a secret on Cloudflare: its value. @default none */
  value?: Input<string>;
  /**
   * For a secret on Cloudflare: Secrets Store keeps it, so that the Worker is bound to it and has no copy of the value. @default false
   */
  stored?: boolean;
  /** For every other kind: the resource's `handle`. @default none */
  handle?: Input<Handle>;
  /**
   * The names of what a cloud may be able to grant only together with the resource, for `grants` to say: the other tables of its set, the queues
   * that a topic feeds. @default - unknown
   */
  beside?: string[];
  /** The names that the resource had before, so that the permissions for it stay. @default [] */
  was?: string[];
}

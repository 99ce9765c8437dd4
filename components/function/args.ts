import type { Input } from "@pulumi/pulumi";
import type { Handle } from "fourfold";
import type { Cloud, Protection } from "../support/cloud.ts";

/** One function on one cloud. */
export interface FunctionArgs {
  /** The cloud it runs on. */
  cloud: Cloud;
  /** The `handle` of the foundation it stands on. */
  foundation: Input<Handle>;
  /** The name of the set that its handler names. */
  set: string;
  /** The name of the function that its handler names. */
  function: string;
  /** The file that `handler` is relative to: `import.meta.url`, or `__filename` in CommonJS. */
  root: string;
  /** The file whose default export runs, relative to `root`: `"./api.ts"`. */
  handler: string;
  /** Makes it answer HTTP requests. A {@link Gateway} gives it an address. It has exactly one trigger. @default none */
  http?: HttpArgs;
  /** Makes it run at certain times. A {@link Schedule} calls it then. It has exactly one trigger. @default none */
  schedule?: TimesArgs;
  /**
   * Memory, as a size: `"512 MB"`. Clouds with fixed sizes take the next larger one, and say so. On Google Cloud more than
   * 4, 8, 16 and 24 GB come with 2, 4, 6 and 8 processors, which are billed.
   * https://cloud.google.com/run/docs/configuring/services/memory-limits
   * @default "256 MB"
   */
  memory?: string;
  /** How long one run or request may take, as a duration: `"20 seconds"`. @default "20 seconds" */
  timeout?: string;
  /**
   * Environment variables. No place for secrets: what looks like one, or is one, is warned of. Names that the cloud reserves
   * or that the component sets are refused: docs/limits.md lists them. @default {}
   */
  environment?: { [name: string]: Input<string> };
  /** Files that ship beside the code, as patterns relative to the handler's file: `["./templates/**"]`. Not on Workers. @default [] */
  assets?: string[];
  /** How its code is made, where it needs more than its sources say. @default {} */
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

/** When a function runs: either `every` or `cron`. */
export interface TimesArgs {
  /** How often, in UTC: `"every 5 minutes"`, `"every 6 hours"`, `"every day"`. Divisors of an hour or a day. @default none */
  every?: string;
  /** At the times of a cron expression of five fields, days of the week by name: `"0 2 * * mon-fri"`. @default none */
  cron?: string;
  /** The IANA time zone of `cron`: `"Europe/Vienna"`. @default "UTC" */
  timeZone?: string;
}

/** How a function answers HTTP requests. */
export interface HttpArgs {
  /** Whether responses are sent while they are made. @default false */
  streaming?: boolean;
  /** Largest request body, as a size: `"2 MB"`. @default "1 MB" */
  maxBody?: string;
  /** Cross-origin access. @default none: browsers of other origins are refused */
  cors?: CorsArgs;
}

/** Cross-origin requests that browsers may make: https://fetch.spec.whatwg.org/#http-cors-protocol */
export interface CorsArgs {
  /** Origins that may call: `["https://shop.example"]`, or `["*"]` for any. */
  origins: string[];
  /** Methods that may be used. @default ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] */
  methods?: string[];
  /** Request headers that may be sent. @default the headers that the preflight asks for */
  headers?: string[];
  /** Response headers that the page may read. @default [] */
  expose?: string[];
  /** Whether cookies and authorization may be sent. Refused where any origin may call. @default false */
  credentials?: boolean;
  /** How long a browser may remember the answer to a preflight, as a duration: `"1 hour"`. @default "10 minutes" */
  maxAge?: string;
}

/** How a function's code is made: docs/bundling.md. */
export interface BundleArgs {
  /** How files are read, by the ending of their names: `{ ".sql": "text" }`. @default what esbuild does */
  loader?: { [ending: string]: string };
  /** Packages to leave out where the platform brings them: `["@aws-sdk/*"]`. @default [] */
  external?: string[];
  /** What stands for names in the sources, as JavaScript. @default {} */
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
  /** For a param: its value as JSON. @default none */
  value?: Input<string>;
}

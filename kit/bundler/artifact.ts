import type { BundleSpec, Cloud, StartSettings, TriggerName, TriggerSettings } from "../spec/index.ts";

/** One function, to be bundled for one cloud. */
export interface BundleRequest {
  /** The name of the function set. */
  readonly set: string;
  /** The name of the function. */
  readonly name: string;
  /** The file that the handler's path is relative to, as a file URL or a path: the set's `root`. */
  readonly root: string;
  /** The handler's file: `"./api.ts"`. */
  readonly handler: string;
  /** What triggers it: the run time has an adapter for it. */
  readonly trigger: TriggerName;
  /** The name of the resource of the set whose schema is part of its code. @default none */
  readonly schema?: string;
  readonly cloud: Cloud;
  /** What the deployment settled; for its trigger, with the trigger's name as the key. Part of the code. */
  readonly settings: StartSettings & Partial<TriggerSettings>;
  /** Files that ship beside the code, as patterns relative to the handler's file: `["./templates/**"]`. @default [] */
  readonly assets?: readonly string[];
  /** How it is bundled, where its sources do not say everything. @default {} */
  readonly bundle?: BundleSpec;
  /**
   * Whether the code is for a debugger: not minified, with its source map inside, which names the sources' full paths.
   * @default false
   */
  readonly debuggable?: boolean;
  /** The folder under which artifacts are written: `<outdir>/<set>/<name>/<cloud>`. */
  readonly outdir: string;
}

/** How much of a bundle comes from one source file. */
export interface ReportRow {
  /** The file, relative to its project or to its `node_modules`: `hono/dist/hono.js`. */
  readonly path: string;
  /** Its bytes in the bundle, minified, not compressed. Assets are included unchanged. */
  readonly bytes: number;
}

/** One function, ready to be deployed to one cloud. */
export interface Artifact {
  readonly cloud: Cloud;
  readonly set: string;
  readonly name: string;
  /** The folder to deploy, absolute. It holds {@link files} and nothing else. */
  readonly directory: string;
  /** Names of the files in {@link directory}, sorted: `index.mjs`, `templates/page.html`. */
  readonly files: readonly string[];
  /** The one of {@link files} that the platform loads. */
  readonly entry: string;
  /**
   * SHA-256 in hexadecimal over each of {@link files} in their order: its name, a zero byte, its length in decimal, a zero
   * byte, its bytes. The same on every machine. Simulated clouds identify the code by it.
   */
  readonly hash: string;
  /** Size in bytes of {@link files}, not compressed. */
  readonly rawBytes: number;
  /**
   * The source map's file, absolute. It is beside {@link directory} and is not deployed. Maps of earlier code are kept in
   * `earlier/`, under the hash of their code.
   */
  readonly sourceMap: string;
  /**
   * Every file that the bundle was made from, and every folder whose whole content it takes, absolute and sorted: what a watcher
   * watches.
   */
  readonly inputs: readonly string[];
  /**
   * Paths that do not exist, and would change the bundle if they did: a nearer `package.json`, `x.ts` beside `x/index.ts`.
   * Absolute and sorted, to be watched too.
   */
  readonly absent: readonly string[];
  /** What the bundle is made of, the heaviest first. */
  readonly report: readonly ReportRow[];
  /** esbuild's warnings about the sources, with file and line. */
  readonly warnings: readonly string[];
}

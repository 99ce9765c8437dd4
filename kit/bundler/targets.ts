import type { BuildOptions } from "esbuild";
import { hostJsonOf, type PerCloud } from "../spec/index.ts";
import type { BundleRequest } from "./artifact.ts";
import { workersPlugin } from "./workers/plugin.ts";

/** What a cloud's platform expects to find in an artifact. */
export interface Target {
  /** The file that the platform loads. */
  readonly entry: string;
  /** Whether the light `Request` and `Response` replace Node's own, which cost 30 ms of every cold start. */
  readonly light: boolean;
  /** How the entry passes what `serve` makes to the platform. */
  readonly start: (serve: string) => string;
  /** The files beside the entry, by name. */
  readonly files: (request: BundleRequest) => Readonly<Record<string, string>>;
  readonly options: BuildOptions;
}

const handlerExport = (serve: string) => `export const handler = ${serve};`;
const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/** The same object wherever options are the same, so that builds of one handler with the same options share their work. */
const node: BuildOptions = {
  // Which also takes from a package what Node.js takes: `exports`, then `main`. A package's `module` is for bundlers alone, and
  // means something else to a CommonJS package that requires it. https://esbuild.github.io/api/#main-fields
  platform: "node",
  // None but Node's: esbuild would add `module`, for the same bundlers. https://esbuild.github.io/api/#conditions
  conditions: [],
  target: "node22",
  // Which esbuild takes no version of Node.js to have: it would make calls of such an expression, and keep it although nobody uses it.
  // https://developer.mozilla.org/docs/Web/JavaScript/Reference/Regular_expressions/Unicode_character_class_escape#browser_compatibility
  supported: { "regexp-unicode-property-escapes": true, "regexp-set-notation": true },
  // ES modules do not have these variables. They are replaced only where the sources do not declare them:
  // https://nodejs.org/api/esm.html#importmetafilename
  define: { __filename: "import.meta.filename", __dirname: "import.meta.dirname" },
  // Azure's worker process provides it, as Node provides "path", and no other cloud's code has a use for it:
  // https://github.com/Azure/azure-functions-nodejs-library/issues/201
  external: ["@azure/functions-core"],
};

/**
 * Seconds by which Azure waits longer than the run time, which answers 504 at the function's timeout. Azure's own timeout ends the
 * worker process, with all requests that it has under way: https://github.com/Azure/azure-functions-host/issues/8720
 */
const azureGrace = 5;

/** Azure's `functionTimeout` is a time span: https://learn.microsoft.com/azure/azure-functions/functions-host-json#functiontimeout */
function timeSpan(seconds: number): string {
  const parts = [seconds / 3_600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}

/** For each cloud, the shape of its artifact. */
export const targets: PerCloud<Target> = {
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
  aws: {
    entry: "index.mjs",
    light: true,
    start: handlerExport,
    files: () => ({}),
    options: node,
  },
  // https://cloud.google.com/functions/docs/writing#directory-structure-nodejs
  gcp: {
    entry: "index.js",
    light: true,
    start: handlerExport,
    files: () => ({ "package.json": json({ type: "module", main: "index.js" }) }),
    options: node,
  },
  // https://learn.microsoft.com/azure/azure-functions/functions-reference-node
  azure: {
    entry: "index.mjs",
    light: false,
    start: (serve) => `${serve};`,
    files: ({ trigger, settings }) => ({
      "package.json": json({ main: "index.mjs" }),
      "host.json": json({
        version: "2.0",
        functionTimeout: timeSpan(settings.timeout + azureGrace),
        ...hostJsonOf(trigger, settings),
      }),
    }),
    options: node,
  },
  // https://developers.cloudflare.com/workers/reference/migrate-to-module-workers/
  cloudflare: {
    entry: "index.js",
    light: false,
    start: (serve) => `export default ${serve};`,
    files: () => ({}),
    // As the vendor's own bundler: https://developers.cloudflare.com/workers/wrangler/bundling/
    options: {
      // Which also takes from a package what esbuild takes for browsers: `browser`, and `main` rather than `module` for what is
      // imported by `require`. https://esbuild.github.io/api/#main-fields
      platform: "browser",
      target: "es2024",
      conditions: ["workerd", "worker", "browser"],
      plugins: [workersPlugin],
      define: {
        // Workers have no files, and the URL of a module is undefined there: so it is undefined here too.
        "import.meta.url": "undefined",
        "import.meta.filename": "undefined",
        "import.meta.dirname": "undefined",
        // A set of a CommonJS program says `root: __filename`, which only deploying reads.
        __filename: '"/index.js"',
        __dirname: '"/"',
        // Otherwise esbuild replaces it by "production", which is for the function to decide.
        "process.env.NODE_ENV": "process.env.NODE_ENV",
      },
    },
  },
};

import type { BuildOptions } from "esbuild";
import type { PerCloud } from "../spec/index.ts";
import type { BundleRequest } from "./artifact.ts";

/** What a cloud's platform expects to find in an artifact. */
export interface Target {
  /** The file that the platform loads. */
  readonly entry: string;
  /** Whether the light `Request` and `Response` take the place of Node's own, which cost 30 ms of every cold start. */
  readonly light: boolean;
  /** How the entry hands over what `serve` makes. */
  readonly start: (serve: string) => string;
  /** The files that stand beside the entry, by name. */
  readonly files: (request: BundleRequest) => Readonly<Record<string, string>>;
  readonly options: BuildOptions;
}

const handlerExport = (serve: string) => `export const handler = ${serve};`;
const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

/** The same object wherever options are the same: builds of one handler with the same options share their work. */
const node: BuildOptions = {
  platform: "node",
  target: "node22",
  mainFields: ["module", "main"],
  // Azure's worker process brings it, as Node brings "path", and no other cloud's code has a use for it:
  // https://github.com/Azure/azure-functions-nodejs-library/issues/201
  external: ["@azure/functions-core"],
};

/**
 * Seconds that Azure waits longer than the run time, which answers 504 at the function's timeout. Azure's own timeout ends the
 * worker process, with all requests that it has under way: https://github.com/Azure/azure-functions-host/issues/8720
 */
const patienceOfAzure = 5;

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
    files: ({ settings }) => ({
      "package.json": json({ main: "index.mjs" }),
      "host.json": json({
        version: "2.0",
        functionTimeout: timeSpan(settings.timeout + patienceOfAzure),
        extensions: { http: { routePrefix: "" } },
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
    // The conditions and fields that the vendor's own bundler takes:
    // https://developers.cloudflare.com/workers/wrangler/bundling/
    options: {
      platform: "neutral",
      target: "es2024",
      conditions: ["workerd", "worker", "browser"],
      mainFields: ["browser", "module", "main"],
      external: ["cloudflare:*", "node:*"],
      // Workers have no files. A set of a CommonJS program says `root: __filename`, which only deploying reads.
      define: { __filename: '"/index.js"', __dirname: '"/"' },
    },
  },
};

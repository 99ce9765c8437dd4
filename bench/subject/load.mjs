import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";

/**
 * What loads a bundle. Lambda loads `.mjs` with import() and `.cjs` with require(), and so does Azure:
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 * https://github.com/Azure/azure-functions-nodejs-worker/blob/v3.x/src/loadScriptFile.ts
 */
export function loaderOf(file) {
  return file.endsWith(".cjs") ? createRequire(import.meta.url) : (name) => import(name);
}

/** What is returned says what the process has spent since, in milliseconds. */
export function startCounting() {
  const start = performance.now();
  const usage = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(usage);
    return { inside: performance.now() - start, processor: (user + system) / 1000 };
  };
}

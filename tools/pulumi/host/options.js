/** The options for starting Node in the project file, with the same names and defaults as in the official host. */

import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const sdkManifest = fileURLToPath(import.meta.resolve("@pulumi/pulumi/package.json"));

export const hostSettings = {
  compileCache: process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), "node-compile-cache"),
  version: JSON.parse(readFileSync(sdkManifest, "utf8")).version,
};

/** https://www.pulumi.com/docs/iac/concepts/projects/project-file/#nodejs-options */
function runtimeOptions(info) {
  return info.getOptions()?.toJavaScript() ?? {};
}

/** Variables with which the SDK's runner decides how to load TypeScript. */
export function runnerEnvironment(info) {
  const { typescript = true, tsconfig } = runtimeOptions(info);
  return {
    NODE_COMPILE_CACHE: hostSettings.compileCache,
    ...(typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
  };
}

/** The project's `nodeargs`, split as by a shell. */
export function nodeArguments(info) {
  const { nodeargs = "" } = runtimeOptions(info);
  const words = nodeargs.match(/"[^"]*"|'[^']*'|\S+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/, "$2"));
}

export function packageManager(info) {
  const { packagemanager = "auto" } = runtimeOptions(info);
  return packagemanager === "auto" ? "npm" : packagemanager;
}

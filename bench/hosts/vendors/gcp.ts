import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { startServer } from "./process.ts";
import type { StartVendor } from "./vendor.ts";

const framework = dirname(createRequire(import.meta.url).resolve("@google-cloud/functions-framework"));

/** The Functions Framework, as the buildpack starts it. https://github.com/GoogleCloudPlatform/functions-framework-nodejs */
export const startGoogle: StartVendor = (deployed) =>
  startServer(join(framework, "main.js"), ["--target=handler", `--source=${deployed.folder}`], deployed);

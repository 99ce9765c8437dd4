import { fileURLToPath } from "node:url";
import { startServer } from "./process.ts";
import type { StartVendor } from "./vendor.ts";

const program = fileURLToPath(new URL("azure.mjs", import.meta.url));

/** `@azure/functions`, driven directly. https://github.com/Azure/azure-functions-nodejs-library */
export const startAzure: StartVendor = (deployed) => startServer(program, [], deployed);

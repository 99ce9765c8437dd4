/** Makes the package in `dist/`: `npm run build`, then `npm pack ./dist` or `npm publish ./dist`. */
import { fileURLToPath } from "node:url";
import { buildPackage } from "./build.ts";

await buildPackage(fileURLToPath(new URL("../../dist", import.meta.url)));
console.log("The package is in dist/. `npm pack ./dist` makes its tarball.");

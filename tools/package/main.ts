/** Builds the packages in `dist/`: `npm run build`, then `npm pack` or `npm publish` with their folders. */
import { fileURLToPath } from "node:url";
import { buildPackages } from "./build.ts";

const folders = await buildPackages(fileURLToPath(new URL("../../dist", import.meta.url)));
for (const folder of Object.values(folders))
  console.log(`${folder} is made: \`npm pack ${folder}\` makes its tarball.`);

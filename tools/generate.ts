import { readFileSync, writeFileSync } from "node:fs";
import { generated, renewed } from "./generated.ts";

/** `npm run gen`: writes what the code knows into the documents. */
for (const part of generated) {
  writeFileSync(part.file, await renewed(readFileSync(part.file, "utf8"), part));
  console.log(`${part.file}: ${part.name}`);
}

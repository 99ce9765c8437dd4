import { readFileSync, writeFileSync } from "node:fs";
import { propertyTables, writeProperties } from "./properties/write.ts";

/** `npm run gen`: generates property tables from interfaces, and parts of documents from the code. */
for (const table of propertyTables) {
  writeFileSync(table.file, writeProperties(table));
  console.log(table.file);
}
// Loaded now, because it imports the tables.
const { generated, renewed } = await import("./generated.ts");
for (const part of generated) {
  writeFileSync(part.file, await renewed(readFileSync(part.file, "utf8"), part));
  console.log(`${part.file}: ${part.name}`);
}

import { readFileSync, writeFileSync } from "node:fs";
import { propertyTables, writeProperties } from "./properties/write.ts";

/** `npm run gen`: writes what the interfaces say into tables, and what the code knows into the documents. */
for (const table of propertyTables) {
  writeFileSync(table.file, writeProperties(table));
  console.log(table.file);
}
// What writes the documents reads the tables.
const { generated, renewed } = await import("./generated.ts");
for (const part of generated) {
  writeFileSync(part.file, await renewed(readFileSync(part.file, "utf8"), part));
  console.log(`${part.file}: ${part.name}`);
}

/**
 * Writes `kit/simulator/control/schema/<package>.json`: the simulated resource types, as declared by the installed SDKs.
 * Run it after adding a type or updating an SDK: `node tools/schemas.ts [package…]`.
 */
import { writeFileSync } from "node:fs";
import { type PackageName, packages } from "../kit/simulator/contract.ts";
import { type PackageSchema, schemaFile } from "../kit/simulator/control/check/schema.ts";
import { createSimulator } from "../kit/simulator/index.ts";
import { readPackage } from "./schemas/sdk.ts";

/** The schema of a package's simulated types and functions, from the installed SDK. */
export async function generateSchema(name: PackageName): Promise<PackageSchema> {
  const simulator = await createSimulator({ data: ":memory:", live: false });
  try {
    const services = await simulator.services(name);
    const types = services.types.map((type) => type.token).sort();
    return readPackage(name, types, Object.keys(services.invokes).sort());
  } finally {
    await simulator.stop();
  }
}

export function formatSchema(schema: PackageSchema): string {
  return `${JSON.stringify(schema, undefined, 1)}\n`;
}

if (import.meta.main) {
  const wanted = process.argv.slice(2);
  for (const name of packages.filter((each) => wanted.length === 0 || wanted.includes(each))) {
    const schema = await generateSchema(name);
    writeFileSync(schemaFile(name), formatSchema(schema));
    console.log(`${name}: ${Object.keys(schema.types).length} types, ${Object.keys(schema.shapes).length} shapes`);
  }
}

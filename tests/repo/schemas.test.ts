import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { packages } from "../../kit/simulator/contract.ts";
import { schemaFile } from "../../kit/simulator/control/check/schema.ts";
import { formatSchema, generateSchema } from "../../tools/schemas.ts";

describe("the simulator's schemas", () => {
  for (const name of packages) {
    it(`of ${name} are what \`node tools/schemas.ts\` reads from the installed SDK`, async () => {
      const expected = formatSchema(await generateSchema(name));

      assert.equal(readFileSync(schemaFile(name), "utf8"), expected);
    });
  }
});

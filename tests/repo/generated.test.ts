import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { errorCodes } from "fourfold";
import { generated, renewed } from "../../tools/generated.ts";
import { propertyTables, writeProperties } from "../../tools/properties/write.ts";
import { sources } from "./source.ts";

describe("generated parts of documents", () => {
  for (const part of generated) {
    it(`${part.file}: ${part.name} is what \`npm run gen\` writes`, async () => {
      const document = readFileSync(part.file, "utf8");

      assert.equal(document, await renewed(document, part));
    });
  }
});

describe("generated tables", () => {
  for (const table of propertyTables) {
    it(`${table.file} is what \`npm run gen\` writes from the interfaces`, () => {
      assert.equal(readFileSync(table.file, "utf8"), writeProperties(table));
    }).timeout(10_000);
  }
});

describe("error codes", () => {
  const code = sources().filter(({ path }) => !path.startsWith("tests/") && path !== "kit/spec/errors.ts");

  for (const name of Object.keys(errorCodes)) {
    it(`${name} is reported somewhere`, () => {
      assert.ok(code.some(({ text }) => text.includes(name)));
    });
  }
});

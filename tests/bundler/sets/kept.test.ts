import assert from "node:assert/strict";
import { bundle } from "../../../kit/bundler/index.ts";
import { codeOf, createProject } from "../project.ts";
import { files, shop } from "./shop.ts";

describe("a set that cannot be left out", () => {
  const handler = (head: string, body: string) => `import { http } from "fourfold/runtime";\n${head}\n${body}\n`;
  const respond = '"api", () => ({ fetch: () => new Response("x") }));';
  const programs: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, warning: RegExp]>> = {
    "because its handler reads more of it": [
      {
        "src/api.ts": handler(
          'import { shop } from "./shop.ts";',
          'export default http(shop, "api", () => ({ fetch: () => Response.json(shop.routes) }));',
        ),
      },
      /src\/api\.ts:3: this uses more of the function set "shop" than its name.*`shop\.name`/,
    ],
    "because another module hands it on": [
      {
        "src/greeting.ts": '\nimport { shop as it } from "./shop.ts";\nexport const greeting = JSON.stringify(it);',
      },
      /src\/greeting\.ts:3: this uses more of the function set "shop" than its name.*`it\.name`/,
    ],
    "because it is imported with its whole module": [
      { "src/api.ts": handler('import * as sets from "./shop.ts";', `export default http(sets.shop, ${respond}`) },
      /src\/api\.ts:3: the function set handed to `http` cannot be followed.*Import it by name/,
    ],
    "because something else than `functionSet` makes it": [
      {
        "src/shop.ts": shop.replace(
          '= functionSet("shop"',
          '= ((name: "shop", it: never) => functionSet(name, it))("shop"',
        ),
      },
      /src\/api\.ts:6: the function set handed to `http` cannot be followed/,
    ],
    "because something else than `http` takes it": [
      {
        "src/make.ts":
          'import { http } from "fourfold/runtime";\nexport const make: typeof http = (...all) => http(...all);',
        "src/api.ts": `import { make } from "./make.ts";\nimport { shop } from "./shop.ts";\nexport default make(shop, ${respond}`,
      },
      /src\/api\.ts:3: this uses more of the function set "shop" than its name.*hand it to `http` or `scheduled`/,
    ],
    "because its name is computed": [
      { "src/shop.ts": shop.replace('functionSet("shop"', 'functionSet("sh" + ("op" as "op")') },
      /src\/api\.ts:6: the function set handed to `http` cannot be followed/,
    ],
    "because it is written in CommonJS": [
      {
        "src/shop.cjs":
          'const { functionSet } = require("fourfold");\n\nexports.shop = functionSet("shop", { root: __filename, functions: {} });',
        "src/api.ts": handler('const { shop } = require("./shop.cjs");', `export default http(shop, ${respond}`),
      },
      /src\/(?:api\.ts:3|shop\.cjs:3): .*cannot be followed/,
    ],
  };
  for (const [why, [changed, warning]] of Object.entries(programs)) {
    it(`${why} is in the code as a whole, with a warning`, async () => {
      await using project = await createProject({ ...files, ...changed });

      const artifact = await bundle(project.request("aws"));

      assert.equal(artifact.warnings.length, 1, artifact.warnings.join("\n"));
      assert.match(String(artifact.warnings[0]), warning);
      assert.match(await codeOf(artifact), /import\.meta\.url|__filename/);
    });
  }
});

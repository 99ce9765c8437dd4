import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Service } from "../../kit/simulator/contract.ts";
import { createSimulator, type PackageName, type Simulator } from "../../kit/simulator/index.ts";

/** Each cloud: its package, the folder of its tests, and the host of the vendor's own documentation. */
const clouds: readonly { readonly name: PackageName; readonly folder: string; readonly vendor: RegExp }[] = [
  { name: "aws", folder: "aws", vendor: /^https:\/\/docs\.aws\.amazon\.com\// },
  { name: "gcp", folder: "gcp", vendor: /^https:\/\/cloud\.google\.com\// },
  { name: "azure-native", folder: "azure", vendor: /^https:\/\/learn\.microsoft\.com\// },
  { name: "cloudflare", folder: "cloudflare", vendor: /^https:\/\/developers\.cloudflare\.com\// },
];

/** Titles of tests, those made in loops by their text up to what varies. */
function titlesIn(folder: string, file: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, folder, file), "utf8");
  return [...text.matchAll(/\bit\(\s*(?:"([^"]+)"|`([^`$]+))/g)].map(([, plain, begun]) => plain ?? begun ?? "");
}

describe("the operations of services", () => {
  let simulator: Simulator;
  before(async () => {
    simulator = await createSimulator({ data: ":memory:", live: false });
  });
  after(() => simulator.stop());

  for (const { name, folder, vendor } of clouds) {
    const rowsOf = async () => {
      const { services } = await simulator.services(name);
      const rows = services.flatMap(({ name: service, operations = [] }: Service) =>
        operations.map((row) => ({ ...row, title: `${service}: ${row.operation}` })),
      );
      assert.notEqual(rows.length, 0);
      return rows;
    };

    it(`of ${folder} have a page of the vendor's and a test that shows them`, async () => {
      for (const { title, source, test, shows, gap } of await rowsOf()) {
        assert.match(source, vendor, title);
        assert.ok(titlesIn(folder, test).includes(shows), `${title}: ${folder}/${test} has no test called ${shows}`);
        if (gap !== undefined) assert.match(gap, /^[A-Z].*\.$/, title);
      }
    });

    it(`of ${folder} are listed once`, async () => {
      const titles = (await rowsOf()).map(({ title }) => title);

      assert.equal(new Set(titles).size, titles.length);
    });
  }
});

import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { clouds } from "fourfold";
import { addressesIn, withClone } from "../../bench/project/running.ts";
import { type CloudReport, formatReport } from "../../kit/cli/checks/report.ts";
import { repository } from "../support/command.ts";

const local = (at: number) => `http://127.0.0.1:${4510 + at}`;
const reports = clouds.map((cloud, at): CloudReport => {
  const address = { cloud, name: "shop/api", url: `https://${cloud}.example.com`, local: local(at), answer: undefined };
  return { cloud, resources: 1, addresses: [address], bundles: { raw: 0, packed: 0 }, smoke: undefined };
});

describe("the project that benchmarks start", () => {
  it("has the local addresses that `dev` prints, by cloud", () => {
    const printed = formatReport(reports, [{ url: "https://shop.example.com", local: local(0) }]);

    assert.deepEqual(
      [...addressesIn(printed)],
      [...clouds.entries()].map(([at, cloud]) => [cloud, local(at)]),
    );
  });

  it("is the whole shop, and not the small one that tests of commands deploy", () =>
    withClone(async ({ folder }) => {
      const functions = (root: string) => readdirSync(join(root, "functions"), { recursive: true }).toSorted();

      assert.deepEqual(functions(folder), functions(repository));
    }));
});

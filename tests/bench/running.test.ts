import assert from "node:assert/strict";
import { clouds } from "fourfold";
import { addressesIn } from "../../bench/project/running.ts";
import { type CloudReport, formatReport } from "../../kit/cli/checks/report.ts";

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
});

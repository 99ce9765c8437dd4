import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Operation } from "../../kit/simulator/contract.ts";
import { operations as aws } from "../../kit/simulator/services/aws/operations.ts";
import { operations as azure } from "../../kit/simulator/services/azure/operations.ts";
import { operations as cloudflare } from "../../kit/simulator/services/cloudflare/operations.ts";
import { operations as gcp } from "../../kit/simulator/services/gcp/operations.ts";

const tables: Readonly<Record<string, readonly Operation[]>> = { aws, gcp, azure, cloudflare };

/** The hosts of the vendors' own documentation. */
const vendors: Readonly<Record<string, RegExp>> = {
  aws: /^https:\/\/docs\.aws\.amazon\.com\//,
  gcp: /^https:\/\/cloud\.google\.com\//,
  azure: /^https:\/\/learn\.microsoft\.com\//,
  cloudflare: /^https:\/\/developers\.cloudflare\.com\//,
};

/** Titles of tests, those made in loops by their text up to what varies. */
function titlesIn(cloud: string, file: string): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, cloud, file), "utf8");
  return [...text.matchAll(/\bit\(\s*(?:"([^"]+)"|`([^`$]+))/g)].map(([, plain, begun]) => plain ?? begun ?? "");
}

describe("the tables of operations", () => {
  for (const [cloud, operations] of Object.entries(tables)) {
    for (const { operation, source, test, shows, gap } of operations) {
      it(`${cloud}: "${operation}" has its page and a test that shows it`, () => {
        assert.match(source, vendors[cloud] ?? /^$/);
        assert.ok(titlesIn(cloud, test).includes(shows), `${cloud}/${test} has no test with the title ${shows}`);
        assert.notEqual(gap, "");
      });
    }

    it(`${cloud}: no operation is there twice`, () => {
      const names = operations.map(({ service = "", operation }) => `${service} ${operation}`);

      assert.equal(new Set(names).size, names.length);
    });
  }
});

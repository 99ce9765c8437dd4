import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import type { DatabaseTransform, TableTransform } from "fourfold/components";
import { changedIn, type Every, protect } from "../every-transform.ts";
import { archive } from "../fixtures/sample.ts";
import { deployTables } from "./deployment.ts";

const table: Every<TableTransform> = {
  aws: { table: protect },
  gcp: { index: protect },
  azure: { container: protect },
  cloudflare: { database: protect },
};
const database: Every<DatabaseTransform> = {
  gcp: { database: protect, writer: protect },
  azure: { account: protect, database: protect },
};

/** The children of the table `papers`, and of what tables share. */
const reached: Readonly<Record<Cloud, readonly string[]>> = {
  aws: ["papers-table"],
  gcp: [
    "database-database",
    "database-writer",
    "papers-kind-id-ascending-index",
    "papers-kind-id-descending-index",
  ].concat(["ascending", "descending"].map((direction) => `papers-owner-id-${direction}-index`)),
  azure: ["database-account", "database-database", "papers-container"],
  cloudflare: ["papers-database"],
};

describe("a transform of tables", () => {
  for (const cloud of clouds) {
    it(`changes every child on ${cloud}, and leaves it where it was`, async () => {
      const plain = await deployTables(cloud);

      const stack = await deployTables(cloud, archive, { transform: { tables: { papers: table }, database } });

      assert.equal(stack.error, undefined);
      assert.deepEqual(changedIn(stack), reached[cloud].map((name) => `archive-${name}`).toSorted());
      assert.deepEqual(stack.urns(), plain.urns());
    });
  }

  it("is refused of a table that the set does not have", async () => {
    const { error } = await deployTables("aws", archive, { transform: { tables: { paper: table } } });

    assert.match(
      error?.message ?? "",
      /`transform\.tables` names "paper", which is not a table of the set\. Did you mean "papers"/,
    );
  });
});

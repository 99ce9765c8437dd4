import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { deploy, FunctionSet } from "fourfold/components";
import * as v from "valibot";
import type { Performed } from "../../kit/conformance/tables/perform.ts";
import { type LoosePage, type LooseTable, pagesOf, remoteTable } from "../../kit/conformance/tables/target.ts";
import { cases } from "../support/sample.ts";
import { askFunction, deployProgram, foundationOn } from "./deployment.ts";
import { ledger } from "./fixtures/ledger-set.ts";
import { aws } from "./table-foreign/aws.ts";
import { azure } from "./table-foreign/azure.ts";
import { cloudflare } from "./table-foreign/cloudflare.ts";
import { entries, type Foreign } from "./table-foreign/foreign.ts";
import { gcp } from "./table-foreign/gcp.ts";

const Outputs = v.object({ url: v.string(), id: v.string() });

const clouds: Readonly<Record<Cloud, Foreign>> = { aws, gcp, azure, cloudflare };

const isCloud = (name: string): name is Cloud => Object.hasOwn(clouds, name);

/** Deploys their table and a function that reads it. */
async function deployReader(cloud: Cloud, { make }: Foreign) {
  const { simulator, outputs } = await deployProgram(() => {
    const id = make();
    const bind = { entries: output({ kind: "table", cloud, id, attributes: {} }) };
    const args = deploy(ledger, { cloud, on: foundationOn(cloud), protection: "destroy", bind });
    return { url: new FunctionSet("ledger", args).urls.apply((urls) => Object.values(urls)[0]), id };
  });
  const { url, id } = v.parse(Outputs, outputs);
  const table = remoteTable((method, args) =>
    askFunction<Performed>(simulator, `${url}/perform`, { table: "entries", method, args }),
  );
  return { simulator, id, table, [Symbol.asyncDispose]: () => simulator.stop() };
}

const valuesOf = ({ items }: LoosePage) => items.map(({ value }) => value);
const idsOf = (page: LoosePage) => valuesOf(page).map(({ id }) => id);

/** What is found by its place in an index, page by page and as a whole. */
async function readRanges(table: LooseTable): Promise<void> {
  const open = (options: object) => table.queryIndex("byStatus", { status: "open" }, options);
  const pages: LoosePage[] = [];
  for await (const page of pagesOf((cursor) => open({ ...cursor, limit: 2 }))) pages.push(page);
  const found = pages.flatMap(valuesOf);

  assert.deepEqual(
    pages.map(({ items }) => items.length),
    [2, 2],
  );
  assert.deepEqual(
    found.map(({ at }) => at),
    ["2026-01-05", "2026-02-01", "2026-02-01", "2026-03-09"],
  );
  assert.deepEqual(found.map(({ id }) => id).toSorted(), ["C3", "c1", "c2", "c4"]);
  assert.deepEqual(idsOf(await open({ prefix: "2026-02" })).toSorted(), ["C3", "c2"]);
  assert.deepEqual(idsOf(await open({ from: "2026-02-02", to: "2026-03-09" })), ["c4"]);
  assert.deepEqual(idsOf(await open({ order: "descending", limit: 1 })), ["c4"]);
}

describe("a table that Fourfold has not made", function slowly() {
  this.timeout(120_000);

  for (const [cloud, foreign] of cases(clouds, 1)) {
    it(`is read on ${cloud}, by its key and its indexes, and nothing else is`, async () => {
      assert.ok(isCloud(cloud));
      const { fill, more, missing, version, write } = foreign;
      await using reader = await deployReader(cloud, foreign);
      const { simulator, id, table } = reader;
      await fill(simulator, id);

      const ann = { ...missing, id: "ann", email: "a@example.com", more };
      const bob = { ...missing, ...entries[0] };
      const found = await table.get({ id: "ann" });
      assert.deepEqual(found?.value, ann);
      assert.match(String(found?.version), version);
      assert.equal(await table.get({ id: "Ann" }), undefined);
      const both = await table.getMany([{ id: "bob" }, { id: "carl" }, { id: "ann" }]);
      assert.deepEqual(
        both.map((one) => one?.value),
        [bob, undefined, ann],
      );
      assert.deepEqual(valuesOf(await table.queryIndex("byEmail", { email: "a@example.com" })), [ann]);
      assert.deepEqual(await table.queryIndex("byEmail", { email: "A@example.com" }), { items: [] });
      await readRanges(table);
      await table.check();
      if (write !== undefined) assert.equal(await write(simulator, id), 403);
    });
  }
});

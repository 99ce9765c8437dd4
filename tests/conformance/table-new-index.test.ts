import assert from "node:assert/strict";
import { clouds } from "fourfold";
import { deploy, FunctionSet } from "fourfold/components";
import { tables } from "../../kit/conformance/tables/set.ts";
import { pagesOf } from "../../kit/conformance/tables/target.ts";
import { apart, foundationOn, openStack } from "./deployment.ts";
import { openTables } from "./table-deployment.ts";

describe("an index that is added to a table", function slowly() {
  this.timeout(120_000);

  for (const cloud of clouds) {
    it(`has the items that were there before, in their order, on ${cloud}`, async () => {
      const { simulator, deploy: up } = await openStack();
      const version = async (indexes: { readonly [name: string]: string[] }) => {
        const outputs = await up(() => {
          const args = deploy(tables, { ...apart, cloud, on: foundationOn(cloud), protection: "destroy" });
          const { orders, ...others } = args.tables ?? {};
          assert.ok(orders);
          const changed = { ...args, tables: { ...others, orders: { ...orders, indexes } } };
          return { urls: new FunctionSet("tables", changed).urls };
        });
        return openTables(cloud, simulator, outputs).tables.orders;
      };
      try {
        const before = await version({ byCoupon: ["coupon"] });
        const sorted = ["2026-01", "2026-02", "\uFFFD", "\uFFFDa", "\u{1F600}"];
        for (const [at, placedAt] of sorted.entries()) {
          await before.put({ userId: `u${at}`, id: "1", status: "open", placedAt });
        }
        const orders = await version({ byStatus: ["status", "placedAt"] });

        const found: unknown[] = [];
        for await (const { items } of pagesOf((from) =>
          orders.queryIndex("byStatus", { status: "open" }, { ...{ limit: 1 }, ...from }),
        )) {
          found.push(...items.map(({ value }) => value.placedAt));
        }
        assert.deepEqual(found, sorted);
      } finally {
        await simulator.stop();
      }
    });
  }
});

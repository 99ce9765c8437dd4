import { settleTable } from "fourfold";
import { groups } from "../../kit/conformance/tables/index.ts";
import { tables } from "../../kit/conformance/tables/set.ts";
import type { TableTarget } from "../../kit/conformance/tables/target.ts";
import { describeModel, memoryTable } from "./table-model/index.ts";

type Name = keyof TableTarget["tables"];

/** Tables in this process, as behaviours see those that are deployed. */
function openTarget(): TableTarget {
  const open = (name: Name) => memoryTable(settleTable(tables.resources[name].options, `Table "${name}"`));
  const own = { users: open("users"), orders: open("orders"), plain: open("plain") };
  return {
    cloud: "aws",
    tables: own,
    async large(list, count, size) {
      const keys = Array.from({ length: count }, (_, at) => ({ list, name: `n${at}` }));
      await own.plain.writeMany(keys.map((key) => ({ put: { ...key, text: "x".repeat(size) } })));
      const got = (await own.plain.getMany(keys)).map((stored) => String(stored?.value.name));
      return { got, queried: (await own.plain.query({ list })).items.length };
    },
  };
}

describe("tables in memory, which the others are compared with", () => {
  const target = openTarget();
  for (const { subject, behaviours } of groups) {
    for (const { name, run } of behaviours) it(`${subject} ${name}`, () => run(target));
  }
  describeModel(() => target);
});

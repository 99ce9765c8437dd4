import assert from "node:assert/strict";
import { type AnySet, type Cloud, functionSet, quotas, secret, table, type } from "fourfold";
import { archive } from "../fixtures/sample.ts";
import { deployTables } from "./deployment.ts";

/** The set `archive`: one function may read and write both of its tables, the other one may read one of them. */
const footprint = {
  ...{ functions: 2, consumers: 0, messageLinks: 0, secretLinks: 0, storedSecrets: 0, tables: 2, tableVerbs: 5 },
  ...{ routes: ["/*", "/visits/*"], routed: 2, schedules: 0 },
};

const named = (count: number, name: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${name}${index}`);

/** A set with many resources, each of which every function may use. Its code is never asked for. */
function setOf(names: readonly string[], functions: number, resource: object, verbs: readonly string[]): AnySet {
  const links = Object.fromEntries(names.map((name) => [name, verbs]));
  const each = { handler: "./visit.ts", schedule: "every day", links };
  return functionSet("archive", {
    root: archive.root,
    resources: Object.fromEntries(names.map((name) => [name, resource])) as never,
    functions: Object.fromEntries(named(functions, "f").map((name) => [name, each])) as never,
  });
}

const item = table(type<{ readonly id: string }>(), { key: "id" });

describe("the quotas that tables and secrets count against", () => {
  for (const [cloud, own, takes] of [
    ["gcp", "gcp:projects/iAMMember:IAMMember", quotas.gcp.principals.takes],
    ["azure", "azure-native:cosmosdb:SqlResourceSqlRoleDefinition", quotas.azure.tableRoles.takes],
    ["azure", "azure-native:cosmosdb:SqlResourceSqlRoleAssignment", quotas.azure.tableAssignments.takes],
  ] as const) {
    it(`are counted as they are taken on ${cloud}: ${own}`, async () => {
      const stack = await deployTables(cloud);

      const taken = stack.all(own).filter(({ name }) => name.startsWith("archive-"));
      assert.equal(taken.length, takes(footprint));
    });
  }

  const over: readonly [Cloud, AnySet, RegExp][] = [
    ["gcp", setOf(named(30, "t"), 26, item, ["read", "write"]), /it takes 1560 of 1500 principals .*ERR_LIMIT/],
    ["azure", setOf(named(51, "t"), 1, item, ["read"]), /it takes 102 of 100 role definitions .*ERR_LIMIT/],
    // Each function has two more of its own.
    [
      "azure",
      setOf(named(80, "s"), 50, secret({ later: true }), ["read"]),
      /it takes 4100 of 4000 role assignments in a subscription .*ERR_LIMIT/,
    ],
  ];
  for (const [cloud, set, message] of over) {
    it(`are refused before anything exists on ${cloud}: ${message.source}`, async () => {
      const stack = await deployTables(cloud, set);

      assert.match(String(stack.error?.message), message);
    });
  }
});

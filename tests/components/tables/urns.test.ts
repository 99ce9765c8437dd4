import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import { deployTables } from "./deployment.ts";

type Names = readonly string[];

/**
 * The children of each component, and what a function has besides for the sake of tables: type, and what follows the component's
 * name. What the URNs are a promise of: ../urns.test.ts.
 */
interface Promised {
  /** Of the table `papers`. */
  readonly table: Names;
  readonly database: Names;
  /** Of a function that reads and writes both tables. */
  readonly user: Names;
}

const kept = ["random:index/randomId:RandomId -expires", "random:index/randomId:RandomId -key"];

const promised: Readonly<Record<Cloud, Promised>> = {
  aws: { table: ["aws:dynamodb/table:Table -table", ...kept], database: [], user: [] },
  gcp: {
    table: [
      "gcp:firestore/field:Field -counters-exemption",
      "gcp:firestore/field:Field -exemption",
      "gcp:firestore/field:Field -expiry",
      "gcp:firestore/index:Index -kind-id-ascending-index",
      "gcp:firestore/index:Index -kind-id-descending-index",
      "gcp:firestore/index:Index -owner-id-ascending-index",
      "gcp:firestore/index:Index -owner-id-descending-index",
      "random:index/randomId:RandomId -collection-name",
      ...kept,
    ],
    database: [
      "gcp:firestore/database:Database -database",
      "gcp:projects/iAMCustomRole:IAMCustomRole -writer",
      "random:index/randomId:RandomId -database-name",
      "random:index/randomId:RandomId -writer-id",
    ],
    user: ["people", "papers"].flatMap((table) => [
      `gcp:projects/iAMMember:IAMMember --${table}--viewer`,
      `gcp:projects/iAMMember:IAMMember --${table}--firestore-writer-of-the-database`,
    ]),
  },
  azure: {
    table: [
      "azure-native:cosmosdb:SqlResourceSqlContainer -container",
      "azure-native:cosmosdb:SqlResourceSqlRoleDefinition -reader",
      "azure-native:cosmosdb:SqlResourceSqlRoleDefinition -writer",
      "random:index/randomId:RandomId -container-name",
      ...kept,
    ],
    database: [
      "azure-native:cosmosdb:DatabaseAccount -account",
      "azure-native:cosmosdb:SqlResourceSqlDatabase -database",
      "random:index/randomId:RandomId -account-name",
    ],
    user: ["people", "papers"].flatMap((table) => [
      `azure-native:cosmosdb:SqlResourceSqlRoleAssignment --${table}--cosmos-db-reader-of-the-container`,
      `azure-native:cosmosdb:SqlResourceSqlRoleAssignment --${table}--cosmos-db-writer-of-the-container`,
    ]),
  },
  cloudflare: {
    table: [
      "cloudflare:index/d1Database:D1Database -database",
      "random:index/randomId:RandomId -database-name",
      ...kept,
    ],
    database: [],
    user: [],
  },
};

const project = "urn:pulumi:stack::project::";
const inSet = (component: string) => `fourfold:index:FunctionSet$fourfold:index:${component}`;

/** The children of a component: type, and what follows the component's name. */
function childrenOf(urns: Names, component: string, name: string): Names {
  const begin = `${project}${inSet(component)}$`;
  const own = urns.filter((urn) => urn.startsWith(begin) && urn.includes(`::${name}-`));
  return own.map((urn) => urn.slice(begin.length).replace(`::${name}`, " ")).toSorted();
}

describe("the URNs that are promised of tables", () => {
  for (const cloud of clouds) {
    it(`are those of each component on ${cloud}`, async () => {
      const urns = (await deployTables(cloud)).urns();

      assert.deepEqual(childrenOf(urns, "Table", "archive-papers"), promised[cloud].table.toSorted());
      assert.deepEqual(childrenOf(urns, "Database", "archive-database"), promised[cloud].database.toSorted());
      assert.ok(urns.includes(`${project}${inSet("Table")}::archive-papers`));
      const grants = childrenOf(urns, "Function", "archive-clerk").filter((child) => child.includes(" --"));
      assert.deepEqual(grants, promised[cloud].user.toSorted());
    });
  }
});

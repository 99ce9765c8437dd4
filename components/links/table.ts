import { createRequire } from "node:module";
import { all, type Input, interpolate, type Output } from "@pulumi/pulumi";
import { linkVariable, type TableLayout } from "fourfold";
import type {
  AzureOwnRole,
  Condition,
  Contribution,
  GcpRole,
  Link,
  LinkKind,
  Possible,
  Statement,
} from "./contribution.ts";

const require = createRequire(import.meta.url);

/** Where the table is, and what its items are found by: its layout, which is JSON already. */
function at({ resource, on }: Link, address: Output<string> | string): Pick<Contribution, "environment"> {
  const value = all([address, on("layout")]).apply(([where, layout]) => {
    return JSON.stringify({ address: where, layout: JSON.parse(layout) });
  });
  return { environment: { [linkVariable(resource)]: value } };
}

/** What the verbs of a link need, in the order of the verbs. Only what is needed is looked for in the handle. */
const neededBy = <T>({ verbs }: Link, needs: { read(): readonly T[]; write(): readonly T[] }): readonly T[] => [
  ...(verbs.includes("read") ? needs.read() : []),
  ...(verbs.includes("write") ? needs.write() : []),
];

/** What of a DynamoDB table a statement is about, by the table's layout. */
const partsOf = ({ on }: Link, parts: (table: string, layout: TableLayout) => readonly string[]) =>
  all([on("arn"), on("layout")]).apply(([table, layout]) => parts(table, JSON.parse(layout)));

const sorted = (table: string, { key, indexes }: TableLayout): readonly string[] => [
  ...(key.length > 1 ? [table] : []),
  ...Object.keys(indexes).map((name) => `${table}/index/${name}`),
];

const counted = (table: string, { counters }: TableLayout): readonly string[] => (counters.length > 0 ? [table] : []);

/**
 * That a write answers nothing of an item: DynamoDB would show what was there. A transaction does not say `ReturnValues` at all.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
 */
const answering = (...values: readonly string[]) => ({ "dynamodb:ReturnValues": values });

/**
 * That counting is about counters, by the names that the driver gives them, and answers what they are now: an update that leaves another
 * property as it is would answer that one.
 */
const countersOnly = ({ on }: Link) =>
  on("layout").apply((json): Condition => {
    const { key, counters }: TableLayout = JSON.parse(json);
    const attributes = [...key.flatMap((name) => name ?? []), ...counters.map((counter) => `_${counter}`)];
    return {
      StringEqualsIfExists: answering("NONE", "UPDATED_NEW"),
      "ForAllValues:StringEquals": { "dynamodb:Attributes": attributes },
    };
  });

/** A transaction needs what its writes need: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
function statementsOf(link: Link): readonly Statement[] {
  const resource = link.on("arn");
  const unlessRead = (condition: Input<Condition>) => (link.verbs.includes("read") ? {} : { condition });
  return neededBy<Statement>(link, {
    read: () => [
      { actions: ["dynamodb:GetItem", "dynamodb:BatchGetItem"], resource },
      { actions: ["dynamodb:Query"], of: "partitions and indexes", resource: partsOf(link, sorted) },
    ],
    write: () => [
      {
        ...{ actions: ["dynamodb:PutItem", "dynamodb:DeleteItem"], resource },
        ...unlessRead({ StringEqualsIfExists: answering("NONE") }),
      },
      {
        ...{ actions: ["dynamodb:UpdateItem"], of: "counters", resource: partsOf(link, counted) },
        ...unlessRead(countersOnly(link)),
      },
    ],
  });
}

/** Firestore knows no grant on a part of a database: https://cloud.google.com/firestore/docs/security/iam */
function gcpRole({ on }: Link, name: string, role: Output<string> | string = name): GcpRole {
  return {
    role: name,
    grant(own, member, options) {
      // A project has the SDKs of its own clouds only.
      const { IAMMember } =
        require("@pulumi/gcp/projects/iammember.js") as typeof import("@pulumi/gcp/projects/iammember.js");
      const condition = {
        // Two links to tables of one database are two grants, since their titles differ.
        title: interpolate`Table ${on("collection")}`,
        expression: interpolate`resource.name == "${on("path")}"`,
      };
      return new IAMMember(own, { project: on("project"), role, member, condition }, options);
    },
  };
}

/** A role on a database is one on all of its tables, and whoever writes under conditions gets items. */
function inDatabase({ resource, verbs, beside }: Link): readonly Possible[] {
  const source = "https://cloud.google.com/firestore/docs/security/iam";
  const onDatabase = { because: "a role for Firestore is on a whole database", source };
  const conditions = { because: "a write under a condition needs the permission to get the item", source };
  const others = verbs.flatMap((verb): readonly Possible[] => {
    if (beside === undefined) {
      return [{ verb, may: `${verb} whatever else is in the database of "${resource}"`, ...onDatabase }];
    }
    return beside.map((other) => ({ verb, resource: other, may: `${verb} "${other}"`, ...onDatabase }));
  });
  if (!verbs.includes("write")) return others;
  const gotten = { verb: "read", resource, may: `get items of "${resource}" by their keys`, ...conditions };
  return [gotten, ...others];
}

/** https://learn.microsoft.com/azure/cosmos-db/nosql/how-to-grant-data-plane-access */
function azureRole({ on }: Link, role: "reader" | "writer"): AzureOwnRole {
  return {
    role: `Cosmos DB ${role} of the container`,
    grant(name, principalId, options) {
      const { SqlResourceSqlRoleAssignment } =
        require("@pulumi/azure-native/cosmosdb/index.js") as typeof import("@pulumi/azure-native/cosmosdb/index.js");
      const args = {
        ...{ resourceGroupName: on("resourceGroup"), accountName: on("account") },
        ...{ roleDefinitionId: on(role), scope: on("scope"), principalId },
      };
      return new SqlResourceSqlRoleAssignment(name, args, options);
    },
  };
}

/** Whether it is known that Fourfold has not made a table. */
function isForeign({ knownOn }: Link): boolean {
  const { foreign }: Partial<TableLayout> = JSON.parse(knownOn("layout") ?? "{}");
  return foreign !== undefined;
}

/** A binding to a database has no verbs. One of ours has one table, and that of another program whatever its owner's SQL has made. */
function byBinding(link: Link): readonly Possible[] {
  const { resource } = link;
  const because = "a binding to a D1 database permits reading and writing";
  const source = "https://developers.cloudflare.com/d1/worker-api/";
  return ["read", "write"].flatMap((verb): readonly Possible[] => {
    const others = { verb, may: `${verb} whatever else is in the database of "${resource}"`, because, source };
    return [{ verb, resource, may: `${verb} "${resource}"`, because, source }, ...(isForeign(link) ? [others] : [])];
  });
}

/** Who may read or write a table. */
export const table: LinkKind = {
  aws: (link) => ({ ...at(link, link.on("name")), statements: statementsOf(link) }),
  gcp: (link) => ({
    ...at(link, interpolate`${link.on("path")}/documents/${link.on("collection")}`),
    gcpRoles: neededBy(link, {
      read: () => [{ ...gcpRole(link, "roles/datastore.viewer"), of: "the database" }],
      write: () => [gcpRole(link, "Firestore writer of the database", link.on("writer"))],
    }),
    possible: inDatabase(link),
  }),
  azure: (link) => ({
    ...at(link, link.on("address")),
    azureOwnRoles: neededBy(link, {
      read: () => [azureRole(link, "reader")],
      write: () => [azureRole(link, "writer")],
    }),
  }),
  cloudflare: (link) => {
    const binding = `${linkVariable(link.resource)}_DATABASE`;
    return {
      ...at(link, binding),
      bindings: [{ type: "d1", name: binding, id: link.on("id") }],
      possible: byBinding(link),
    };
  },
};

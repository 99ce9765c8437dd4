import assert from "node:assert/strict";
import { type Input, output } from "@pulumi/pulumi";
import { type Cloud, clouds } from "fourfold";
import { newKey, refused } from "../../kit/conformance/tables/target.ts";
import { cases } from "../support/sample.ts";
import { type Grant, leaveOut, withoutAction } from "./leave-out.ts";
import { type DeployedTables, deployTables } from "./table-deployment.ts";

/** A grant of tables, and what shows that it is missing. */
interface TableGrant extends Grant {
  /** What is denied without it. */
  use(target: DeployedTables, key: string): Promise<unknown>;
}

type Use = TableGrant["use"];

const get: Use = (target, id) => target.as("reader", "users").get({ id });
const getMany: Use = (target, id) => target.as("reader", "users").getMany([{ id }, { id: `${id}2` }]);
const query: Use = (target, userId) => target.as("reader", "orders").query({ userId });
const queryIndex: Use = (target, email) => target.as("reader", "users").queryIndex("byEmail", { email });
const create: Use = (target, id) => target.as("writer", "users").put({ id }, { ifAbsent: true });
const put: Use = (target, id) => target.as("writer", "users").put({ id });
const replace: Use = (target, id) => target.as("writer", "users").put({ id }, { ifVersion: "none" });
const remove: Use = (target, id) => target.as("writer", "users").delete({ id });
const increment: Use = (target, id) => target.as("writer", "users").increment({ id }, "logins");

/** An action that the policy of a function's role allows. */
const action = (role: "reader" | "writer", name: string, use: Use, of?: RegExp): TableGrant => ({
  resource: new RegExp(`^tables-${role}-policy$`),
  without: withoutAction(`dynamodb:${name}`, of),
  use,
});

/** A permission of the role of functions that write, on Google Cloud. */
const permission = (verb: string, use: Use): TableGrant => ({
  resource: /^tables-database-writer$/,
  without: ({ permissions = [] }: Readonly<Record<string, Input<readonly string[]>>>) => ({
    permissions: output(permissions).apply((all) => {
      assert.ok(all.includes(`datastore.entities.${verb}`));
      return all.filter((one) => one !== `datastore.entities.${verb}`);
    }),
  }),
  use,
});

const account = "Microsoft.DocumentDB/databaseAccounts";
const container = `${account}/sqlDatabases/containers`;

type Permissions = readonly { readonly dataActions: readonly string[] }[];

/** An action that a role of the users' container allows. */
const dataAction = (role: "reader" | "writer", name: string, use: Use): TableGrant => ({
  resource: new RegExp(`^tables-users-${role}$`),
  without: ({ permissions = [] }: Readonly<Record<string, Input<Permissions>>>) => ({
    permissions: output(permissions).apply((all) => {
      assert.ok(all.some(({ dataActions }) => dataActions.includes(name)));
      return all.map(({ dataActions }) => ({ dataActions: dataActions.filter((one) => one !== name) }));
    }),
  }),
  use,
});

const grants: Readonly<Record<Cloud, Readonly<Record<string, TableGrant>>>> = {
  aws: {
    "to get an item": action("reader", "GetItem", get),
    "to get many items": action("reader", "BatchGetItem", getMany),
    "to query a partition": action("reader", "Query", query, /:table\/[^/]+$/),
    "to query an index": action("reader", "Query", queryIndex, /\/index\/byEmail$/),
    "to put": action("writer", "PutItem", put),
    "to delete": action("writer", "DeleteItem", remove),
    "to count": action("writer", "UpdateItem", increment),
  },
  gcp: {
    "to read and query": {
      resource: /^tables-reader--\w+--viewer$/,
      without: () => ({ role: "roles/pubsub.viewer" }),
      async use(target, key) {
        await refused("Denied", () => get(target, key));
        return queryIndex(target, key);
      },
    },
    "to create": permission("create", create),
    "to update": permission("update", replace),
    "to delete": permission("delete", remove),
    "to see which condition is not met": permission("get", async (target, userId) => {
      const orders = target.as("writer", "orders");
      await orders.put({ userId, id: "1" });
      return orders.transact({ userId }, [{ put: { userId, id: "2" } }, { put: { userId, id: "1" }, ifAbsent: true }]);
    }),
  },
  azure: {
    "to read items": dataAction("reader", `${container}/items/read`, get),
    "to query": dataAction("reader", `${container}/executeQuery`, queryIndex),
    "to know the parts of the container": dataAction("reader", `${account}/readMetadata`, queryIndex),
    "to create": dataAction("writer", `${container}/items/create`, create),
    "to put": dataAction("writer", `${container}/items/upsert`, put),
    "to replace": dataAction("writer", `${container}/items/replace`, replace),
    "to delete": dataAction("writer", `${container}/items/delete`, remove),
  },
  // What a Worker may use is what it has a binding for, and code that lacks one does not start.
  cloudflare: {},
};

const all = Object.fromEntries(
  clouds.flatMap((cloud) =>
    Object.entries(grants[cloud]).map(([name, grant]) => [`${name} on ${cloud}`, { cloud, grant }] as const),
  ),
);

describe("each grant of tables is necessary", function slowly() {
  this.timeout(120_000);

  for (const [name, { cloud, grant }] of cases(all, 4)) {
    it(name, async () => {
      const { options, changed } = leaveOut(grant);
      await using target = await deployTables(cloud, options);

      assert.ok(changed.length > 0, `${grant.resource} is not there`);
      await refused("Denied", () => grant.use(target, newKey()));
    });
  }
});

import assert from "node:assert/strict";
import { type Input, output, type ResourceTransformation } from "@pulumi/pulumi";
import { newKey, refused } from "../../kit/conformance/tables/target.ts";
import { cases } from "../support/sample.ts";
import { type DeployedTables, deployTables } from "./table-deployment.ts";

/** A grant that a deployment makes, and what shows that it is missing. */
interface Grant {
  /** The resources that make it. */
  readonly resources: RegExp;
  /** What is left of a resource without it. */
  without(props: Readonly<Record<string, Input<readonly string[]>>>): object;
  /** What is denied. */
  use(target: DeployedTables, key: string): Promise<unknown>;
}

/** A permission of the role of functions that write. */
const permission = (verb: string, use: Grant["use"]): Grant => ({
  resources: /^tables-database-writer$/,
  without: ({ permissions = [] }) => ({
    permissions: output(permissions).apply((all) => {
      assert.ok(all.includes(`datastore.entities.${verb}`));
      return all.filter((one) => one !== `datastore.entities.${verb}`);
    }),
  }),
  use,
});

const grants: Readonly<Record<string, Grant>> = {
  "to read and query": {
    resources: /^tables-reader--\w+--viewer$/,
    without: () => ({ role: "roles/pubsub.viewer" }),
    async use(target, key) {
      await refused("Denied", () => target.as("reader", "users").get({ id: key }));
      return target.as("reader", "users").queryIndex("byEmail", { email: key });
    },
  },
  "to create": permission("create", (target, id) => target.as("writer", "users").put({ id }, { ifAbsent: true })),
  "to update": permission("update", (target, id) => target.as("writer", "users").put({ id }, { ifVersion: "none" })),
  "to delete": permission("delete", (target, id) => target.as("writer", "users").delete({ id })),
  "to see which condition is not met": permission("get", async (target, userId) => {
    const orders = target.as("writer", "orders");
    await orders.put({ userId, id: "1" });
    return orders.transact({ userId }, [{ put: { userId, id: "2" } }, { put: { userId, id: "1" }, ifAbsent: true }]);
  }),
};

/** What a function may do in the database of its tables, whatever its code would ask for. */
async function allowedTo(name: "reader" | "writer", { simulator }: DeployedTables): Promise<readonly string[]> {
  const of = (type: string) => simulator.world.store.all().filter((one) => one.type.endsWith(`:${type}`));
  const [database] = of("Database");
  const account = of("Account").find(({ inputs }) => String(inputs.accountId).startsWith(`tables-${name}`));
  const service = await simulator.services("gcp");
  const principal = String(account?.outputs.email);
  const { GOOGLE_OAUTH_ACCESS_TOKEN: token, STORAGE_EMULATOR_HOST: base } =
    (await service.credentials?.({ principal })) ?? {};
  const document = `${database?.id}/documents/users/k`;
  const update = { name: document };
  const requests = {
    get: ["batchGet", { documents: [document] }],
    query: ["runQuery", { structuredQuery: { from: [{ collectionId: "users" }], limit: 1 } }],
    create: ["commit", { writes: [{ update, currentDocument: { exists: false } }] }],
    update: ["commit", { writes: [{ update, currentDocument: { exists: true } }] }],
    delete: ["commit", { writes: [{ delete: document }] }],
  } as const;
  const ask = async ([method, body]: (typeof requests)[keyof typeof requests]) =>
    fetch(`${base}/v1/${database?.id}/documents:${method}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const allowed: string[] = [];
  for (const [what, request] of Object.entries(requests)) {
    const { status } = await ask(request);
    assert.ok(status !== 401, "the token is not one of the function");
    if (status !== 403) allowed.push(what);
  }
  return allowed;
}

describe("each grant of tables is necessary, and no other is given, on gcp", function slowly() {
  this.timeout(120_000);

  it("lets who may read write nothing, and who may write ask for nothing that it does not know", async () => {
    await using target = await deployTables("gcp");
    await target.as("writer", "users").put({ id: "a" });

    assert.deepEqual((await target.as("reader", "users").get({ id: "a" }))?.value, { id: "a" });
    assert.deepEqual(await allowedTo("reader", target), ["get", "query"]);
    assert.deepEqual(await allowedTo("writer", target), ["get", "create", "update", "delete"]);
  });

  for (const [name, { resources, without, use }] of cases(grants, 2)) {
    it(name, async () => {
      const changed: string[] = [];
      const leaveOut: ResourceTransformation = ({ name: own, props, opts }) => {
        if (!resources.test(own)) return undefined;
        changed.push(own);
        return { props: { ...props, ...without(props) }, opts };
      };
      await using target = await deployTables("gcp", { transformations: [leaveOut] });

      assert.ok(changed.length > 0, `${resources} is not there`);
      await refused("Denied", () => use(target, newKey()));
    });
  }
});

import assert from "node:assert/strict";
import { Tokens } from "../../../../kit/simulator/services/gcp/iam/tokens.ts";
import type { Deployment } from "../../deployment.ts";
import { accessOf, callApi, createAccount, emailOf, memberOf, projectMemberToken } from "../api/client.ts";
import { openGcp } from "../shop.ts";
import { call, createDatabase, databaseName, nameOf } from "./client.ts";

const create = { update: { name: nameOf("orders/1") }, currentDocument: { exists: false } };
const update = { update: { name: nameOf("orders/1") }, currentDocument: { exists: true } };
const set = { update: { name: nameOf("orders/1") } };
const remove = { delete: nameOf("orders/1") };

// https://cloud.google.com/firestore/docs/security/iam#required_permissions
describe("gcp: who may call Firestore", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
    await createAccount(gcp);
    await createDatabase(gcp);
  });
  afterEach(() => gcp.stop());

  const grant = (role: string, expression?: string) => {
    const condition = expression === undefined ? {} : { condition: { title: expression, expression } };
    const inputs = { project: "shop-project", role, member: memberOf("shop-clerk"), ...condition };
    return gcp.create(projectMemberToken, `${role} ${expression ?? ""}`, inputs);
  };
  const statusOf = async (what: string, body?: unknown, method?: string) =>
    (await call(gcp, what, body, method)).status;
  const write = (given: object) => statusOf(":commit", { writes: [given] });
  const readings = async () => [
    await statusOf(":batchGet", { documents: [nameOf("orders/1")] }),
    await statusOf(":runQuery", { structuredQuery: { from: [{ collectionId: "orders" }] } }),
    await statusOf(":beginTransaction", {}),
  ];
  const writings = async () => [await write(create), await write(update), await write(set), await write(remove)];

  it("asks for each permission, on the database that a condition names", async () => {
    assert.deepEqual([...(await readings()), ...(await writings())], [403, 403, 403, 403, 403, 403, 403]);
    const other = `resource.name == "projects/shop-project/databases/other"`;
    await grant("roles/datastore.user", other);
    assert.deepEqual([...(await readings()), ...(await writings())], [403, 403, 403, 403, 403, 403, 403]);
    await grant("roles/datastore.viewer", `resource.name == "${databaseName}"`);
    assert.deepEqual([...(await readings()), ...(await writings())], [200, 200, 200, 403, 403, 403, 403]);
    const typed = `resource.type == "firestore.googleapis.com/Database" && resource.name == "${databaseName}"`;
    await grant("roles/datastore.user", typed);
    assert.deepEqual(await writings(), [200, 200, 200, 200]);
  });

  // https://cloud.google.com/iam/docs/creating-custom-roles
  it("knows the permissions of a role of the project's own", async () => {
    const permissions = ["create", "update"].map((verb) => `datastore.entities.${verb}`);
    const inputs = { roleId: "tableWriter", title: "Writes", permissions };
    await assert.rejects(
      grant("projects/shop-project/roles/tableWriter"),
      /does not exist in the resource's hierarchy/,
    );
    const role = await gcp.create("gcp:projects/iAMCustomRole:IAMCustomRole", "writer", inputs);

    await grant(role.id, `resource.name == "${databaseName}"`);

    assert.deepEqual([...(await readings()), ...(await writings())], [403, 403, 403, 200, 200, 200, 403]);
    await gcp.update(role, { ...inputs, permissions: ["datastore.entities.delete"] });
    assert.deepEqual(await writings(), [403, 403, 403, 200]);
    await gcp.remove(role);
    assert.deepEqual(await writings(), [403, 403, 403, 403]);
  });

  it("does not take a condition on another type of resource", async () => {
    await grant(
      "roles/datastore.user",
      `resource.type == "storage.googleapis.com/Bucket" && resource.name == "${databaseName}"`,
    );
    await grant(
      "roles/datastore.user",
      `resource.type == "storage.googleapis.com/Bucket" || resource.name.startsWith("${databaseName}/")`,
    );

    assert.deepEqual(await readings(), [403, 403, 403]);
  });

  it("denies in the words of Firestore, whether there is such a database or not", async () => {
    const access = await accessOf(gcp);
    const askOther = async () => {
      const { status, body } = await callApi(access, "/v1/projects/shop-project/databases/other/documents/orders/1");
      return [status, body.error.status, body.error.message];
    };

    assert.deepEqual(await askOther(), [403, "PERMISSION_DENIED", "Missing or insufficient permissions."]);
    await grant("roles/datastore.viewer");
    const [status, code, message] = await askOther();
    assert.deepEqual([status, code], [404, "NOT_FOUND"]);
    assert.match(message, /^The database other does not exist for project shop-project /);
  });

  it("asks for a token, of a scope that covers it", async () => {
    await grant("roles/datastore.user");
    const tokens = new Tokens(gcp.simulator.world);
    const { url } = await accessOf(gcp);
    const ask = async (token: string) =>
      (await callApi({ url, token }, `/v1/${databaseName}/documents:beginTransaction`, { method: "POST" })).status;
    const scoped = (scope: string) =>
      tokens.access(emailOf("shop-clerk"), [`https://www.googleapis.com/auth/${scope}`]).access_token;

    assert.deepEqual([await ask(""), await ask("none"), await ask(scoped("pubsub"))], [401, 401, 403]);
    assert.deepEqual([await ask(scoped("datastore")), await ask(scoped("cloud-platform"))], [200, 200]);
  });
});

import assert from "node:assert/strict";
import type { Deployed, Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { openGcp } from "../shop.ts";
import { call, createClerk, createDatabase, createIndex } from "./client.ts";

const fields = { n: { integerValue: "1" } };

/** A document is in the database. */
async function write(gcp: Deployment): Promise<void> {
  await call(gcp, "/orders?documentId=1", { fields });
}

/** What it says, or the message of the refusal. */
async function read(gcp: Deployment): Promise<unknown> {
  const { body } = await call(gcp, "/orders/1", undefined, "GET");
  return body.fields ?? body.error.message;
}

// https://www.pulumi.com/registry/packages/gcp/api-docs/firestore/database/#deletionpolicy_nodejs
describe("gcp: a database of Firestore that is deleted", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
    await createClerk(gcp);
  });
  afterEach(() => gcp.stop());

  const replace = async (database: Deployed, more: object): Promise<Deployed> =>
    gcp.update(database, { ...database.inputs, ...more });

  it("goes with its documents, where the policy is DELETE", async () => {
    const database = await createDatabase(gcp);
    await write(gcp);

    await gcp.remove(database);
    assert.match(String(await read(gcp)), /^The database shop does not exist/);
    await createDatabase(gcp);

    assert.match(String(await read(gcp)), /^Document ".*" not found/);
  });

  // https://github.com/GoogleCloudPlatform/magic-modules/pull/9450
  it("stays with its documents by default, and refuses another one of its name", async () => {
    await using lives = new Lives(openGcp);
    const first = await lives.start();
    await createClerk(first);
    const database = await createDatabase(first, { deletionPolicy: undefined });
    await write(first);
    await first.remove(database);
    await lives.stop();

    const second = await lives.start();

    assert.equal(database.outputs.deletionPolicy, "ABANDON");
    assert.deepEqual(await read(second), fields);
    await assert.rejects(createDatabase(second), /Database already exists\. Please use another database_id/);
    const found = await second.provider.read({ urn: database.urn, id: database.id, inputs: {} });
    assert.equal(found?.outputs.name, "shop");
  });

  // https://github.com/hashicorp/terraform-provider-google/issues/22535
  it("is not deleted while it is protected or its policy is PREVENT, and abandoned all the same", async () => {
    const protection = { deleteProtectionState: "DELETE_PROTECTION_ENABLED" };
    let database = await createDatabase(gcp, protection);
    await write(gcp);

    await assert.rejects(gcp.remove(database), /Delete Protection is enabled/);
    database = await replace(database, {
      deleteProtectionState: "DELETE_PROTECTION_DISABLED",
      deletionPolicy: "PREVENT",
    });
    await assert.rejects(gcp.remove(database), /deletion_policy is PREVENT/);
    database = await replace(database, { ...protection, deletionPolicy: "ABANDON" });
    await gcp.remove(database);

    assert.deepEqual(await read(gcp), fields);
  });

  it("is pessimistic, and answers how long versions are kept", async () => {
    const plain = await createDatabase(gcp);
    const recovered = await createDatabase(gcp, {
      name: "safe",
      pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
    });

    assert.equal(plain.outputs.concurrencyMode, "PESSIMISTIC");
    assert.equal(plain.id, "projects/shop-project/databases/shop");
    assert.deepEqual(
      [plain.outputs.versionRetentionPeriod, recovered.outputs.versionRetentionPeriod],
      ["3600s", "604800s"],
    );
  });

  it("must be there before an index", async () => {
    await assert.rejects(createIndex(gcp, "a", "b"), /databases\/shop' was not found/);
  });
});

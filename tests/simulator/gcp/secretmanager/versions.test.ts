import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { openGcp } from "../shop.ts";
import { call, clientOf, createMember, createSecret, createVersion, read, secretName } from "./client.ts";

const number = "projects/\\d{12}/secrets/signing";
const payloadOf = (text: string) => ({ payload: { data: Buffer.from(text).toString("base64") } });

// https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions
describe("gcp: versions of secrets of Secret Manager", () => {
  let gcp: Deployment;
  let clock: FakeClock;
  beforeEach(async () => {
    clock = createFakeClock(Date.UTC(2026, 6, 1));
    gcp = await openGcp({ clock });
    await createSecret(gcp, { labels: { team: "shop" } });
    await createMember(gcp, "shop-clerk", "admin");
  });
  afterEach(() => gcp.stop());

  const add = (text: string) => call(gcp, ":addVersion", payloadOf(text));

  it("gives the data of a version with its checksum, by number or as latest", async () => {
    const client = await clientOf(gcp);
    await createVersion(gcp, "first");
    await createVersion(gcp, "größer");

    const [first] = await client.accessSecretVersion({ name: `${secretName}/versions/1` });
    const [latest] = await client.accessSecretVersion({ name: `${secretName}/versions/latest` });

    assert.match(String(latest.name), new RegExp(`^${number}/versions/2$`));
    assert.equal(String(latest.payload?.data), "größer");
    assert.equal(String(first.payload?.data), "first");
    // CRC-32C of "123456789": https://www.rfc-editor.org/rfc/rfc9260#appendix-A
    await add("123456789");
    const { body } = await call(gcp, "/versions/3:access");
    assert.deepEqual(body.payload, { data: "MTIzNDU2Nzg5", dataCrc32c: "3808858755" });
    assert.equal((await call(gcp, "/versions/latest:access")).body.name, body.name);
  });

  it("adds versions, and gives none that is disabled or destroyed", async () => {
    const client = await clientOf(gcp);
    const [added] = await client.addSecretVersion({ parent: secretName, payload: { data: Buffer.from("one") } });
    const name = String(added.name);
    assert.match(name, new RegExp(`^${number}/versions/1$`));
    assert.equal(added.state, "ENABLED");
    assert.equal(await read(gcp), "one");

    await client.disableSecretVersion({ name });
    assert.equal(await read(gcp, 1), "FAILED_PRECONDITION");
    await client.enableSecretVersion({ name });
    assert.equal(await read(gcp, 1), "one");
    clock.advance(1_000);
    const [destroyed] = await client.destroySecretVersion({ name });
    const [stillDestroyed] = await client.enableSecretVersion({ name });
    const refused = await call(gcp, "/versions/1:access");
    await client.addSecretVersion({ parent: secretName, payload: { data: Buffer.from("two") } });
    const [all] = await client.listSecretVersions({ parent: secretName });
    const [one] = await client.getSecretVersion({ name });

    assert.equal(Number(destroyed.destroyTime?.seconds), clock.now() / 1_000);
    assert.deepEqual(stillDestroyed.destroyTime, destroyed.destroyTime);
    assert.match(
      refused.body.error.message,
      new RegExp(`^Secret Version \\[${number}/versions/1\\] is in DESTROYED state\\.$`),
    );
    assert.deepEqual([all.map(({ state }) => state), one.state], [["ENABLED", "DESTROYED"], "DESTROYED"]);
    assert.equal(await read(gcp, 2), "two");
  });

  it("takes the newest as latest, whatever its state", async () => {
    await add("one");
    await add("two");
    await call(gcp, "/versions/latest:disable", {});

    assert.deepEqual([await read(gcp), await read(gcp, 1)], ["FAILED_PRECONDITION", "one"]);
  });

  it("tells of a secret, by the id and the number of its project", async () => {
    const [secret] = await (await clientOf(gcp)).getSecret({ name: secretName });
    const [again] = await (await clientOf(gcp)).getSecret({ name: String(secret.name) });

    assert.match(String(secret.name), new RegExp(`^${number}$`));
    assert.deepEqual([secret.labels?.team, again.name], ["shop", secret.name]);
    assert.deepEqual((await call(gcp, "")).body.replication, { automatic: {} });
  });

  // https://cloud.google.com/secret-manager/quotas#content_limits
  it("takes 64 KiB, not nothing, and no data with another checksum", async () => {
    const statusOf = async (body: object) => (await call(gcp, ":addVersion", body)).body.error?.status;
    const wrong = { payload: { ...payloadOf("one").payload, dataCrc32c: "1" } };

    assert.equal(await statusOf(payloadOf("x".repeat(65_536))), undefined);
    assert.equal(await statusOf(payloadOf("x".repeat(65_537))), "INVALID_ARGUMENT");
    assert.equal(await statusOf(payloadOf("")), "INVALID_ARGUMENT");
    assert.equal(await statusOf(wrong), "INVALID_ARGUMENT");
    assert.equal(
      await statusOf({ payload: { ...payloadOf("123456789").payload, dataCrc32c: "3808858755" } }),
      undefined,
    );
  });

  it("says what is not there, and what of the API does not exist here", async () => {
    const messageOf = async (what: string, body?: object) => {
      const { status, body: answer } = await call(gcp, what, body);
      return `${status} ${answer.error.message}`;
    };

    assert.match(
      await messageOf("/versions/latest:access"),
      new RegExp(`^404 Secret \\[${number}\\] not found or has no versions\\.$`),
    );
    assert.match(
      await messageOf("/versions/7:access"),
      new RegExp(`^404 Secret Version \\[${number}/versions/7\\] not found\\.$`),
    );
    assert.match(await messageOf(":setIamPolicy", {}), /^501 Of Secret Manager's API/);
  });

  it("says so when the cloud has too many calls", async () => {
    await add("one");
    gcp.simulator.faults.follow({ seed: "1", shares: { throttled: 1, lost: 0, doubled: 0 } });

    assert.equal(await read(gcp), "RESOURCE_EXHAUSTED");
  });

  // https://www.pulumi.com/registry/packages/gcp/api-docs/secretmanager/secretversion/#deletionpolicy_nodejs
  it("destroys, disables or keeps a version whose resource is deleted", async () => {
    const policies = ["DELETE", "DISABLE", "ABANDON"];
    for (const deletionPolicy of policies)
      await gcp.remove(await createVersion(gcp, deletionPolicy, { deletionPolicy }));
    const kept = await createVersion(gcp, "kept", { deletionPolicy: "PREVENT" });

    await assert.rejects(gcp.remove(kept), /deletion_policy is PREVENT/);
    const { body } = await call(gcp, "/versions");
    const states = body.versions.map(({ state }: { state: string }) => state);
    assert.deepEqual([states, body.totalSize], [["ENABLED", "ENABLED", "DISABLED", "DESTROYED"], 4]);
  });

  it("changes in place whether it is enabled", async () => {
    const version = await createVersion(gcp, "one", { enabled: false });
    assert.equal(await read(gcp), "FAILED_PRECONDITION");

    await gcp.update(version, { ...version.inputs, enabled: true });

    assert.equal(await read(gcp), "one");
    assert.match(version.id, new RegExp(`^${number}/versions/1$`));
    assert.equal(version.outputs.version, "1");
  });

  it("goes with its secret, unless that is protected", async () => {
    const secret = await createSecret(gcp, { secretId: "other", deletionProtection: true });
    await assert.rejects(gcp.remove(secret), /without setting deletion_protection=false/);
    await gcp.remove(await gcp.update(secret, { ...secret.inputs, deletionProtection: false }));
    await add("one");
    const { type } = await createVersion(gcp, "two");
    const { store } = gcp.simulator.world;
    const [signing] = store.find(secret.type);
    await gcp.remove({ ...secret, id: signing?.id ?? "", outputs: signing?.outputs ?? {} });
    assert.deepEqual(store.find(type), []);

    await createSecret(gcp);

    assert.equal(await read(gcp), "NOT_FOUND");
  });

  it("is found after a restart", async () => {
    await using lives = new Lives(openGcp);
    const first = await lives.start();
    await createSecret(first);
    await createMember(first, "shop-clerk", "admin");
    await createVersion(first, "one");
    await call(first, ":addVersion", payloadOf("two"));
    await lives.stop();

    const second = await lives.start();

    assert.deepEqual([await read(second, 1), await read(second)], ["one", "two"]);
  });
});

import assert from "node:assert/strict";
import { Tokens } from "../../../../kit/simulator/services/gcp/iam/tokens.ts";
import type { Deployment } from "../../deployment.ts";
import { accessOf, callApi, createAccount, emailOf, grantTo, memberOf, projectMemberToken } from "../api/client.ts";
import { openGcp } from "../shop.ts";
import { call, createMember, createSecret, createVersion, grantOn, secretName, secretToken } from "./client.ts";

const payload = { payload: { data: "YQ==" } };

// https://cloud.google.com/secret-manager/docs/access-control
describe("gcp: who may call Secret Manager", () => {
  let gcp: Deployment;
  beforeEach(async () => {
    gcp = await openGcp();
    await createSecret(gcp);
    await createVersion(gcp, "one");
  });
  afterEach(() => gcp.stop());

  const statusesOf = async (accountId: string) => {
    const ask = async (what: string, body?: object) => (await call(gcp, what, body, accountId)).status;
    return {
      access: await ask("/versions/1:access"),
      add: await ask(":addVersion", payload),
      list: await ask("/versions"),
      get: await ask("/versions/1"),
      secret: await ask(""),
      disable: await ask("/versions/1:disable", {}),
      enable: await ask("/versions/1:enable", {}),
      destroy: await ask("/versions/99:destroy", {}),
    };
  };
  const nothing = { access: 403, add: 403, list: 403, get: 403, secret: 403, disable: 403, enable: 403, destroy: 403 };
  const management = { add: 200, list: 200, get: 200, disable: 200, enable: 200, destroy: 404 };

  it("lets an accessor read and nothing else, and an adder add and not read", async () => {
    await createMember(gcp, "shop-reader", "secretAccessor");
    await createMember(gcp, "shop-adder", "secretVersionAdder");
    await createMember(gcp, "shop-manager", "secretVersionManager");
    await createMember(gcp, "shop-viewer", "viewer");
    await createAccount(gcp, "shop-other");

    assert.deepEqual(await statusesOf("shop-other"), nothing);
    assert.deepEqual(await statusesOf("shop-reader"), { ...nothing, access: 200 });
    assert.deepEqual(await statusesOf("shop-adder"), { ...nothing, add: 200 });
    assert.deepEqual(await statusesOf("shop-manager"), { ...nothing, ...management });
    assert.deepEqual(await statusesOf("shop-viewer"), { ...nothing, list: 200, get: 200, secret: 200 });
    await grantOn(gcp, "shop-viewer", "admin");
    assert.deepEqual(await statusesOf("shop-viewer"), { ...management, access: 200, secret: 200 });
  });

  it("knows grants on this secret, and on the project with conditions", async () => {
    await createAccount(gcp);
    await gcp.create(secretToken, "other", { secretId: "other", replication: { auto: {} } });
    const access = async () => (await call(gcp, "/versions/1:access")).status;
    const grantIf = (expression: string) =>
      gcp.create(projectMemberToken, expression, {
        ...{ project: "shop-project", role: "roles/secretmanager.secretAccessor", member: memberOf("shop-clerk") },
        condition: { title: expression, expression },
      });
    const { body } = await call(gcp, "", undefined, "shop-clerk");
    assert.equal(body.error.status, "PERMISSION_DENIED");

    await grantIf(`resource.name.startsWith("${secretName}")`);
    assert.equal(await access(), 403);
    const [secret] = gcp.simulator.world.store.find(secretToken);
    const version = `resource.type == "secretmanager.googleapis.com/SecretVersion"`;
    await grantIf(`${version} && resource.name.startsWith("${String(secret?.outputs.name)}/versions/")`);
    assert.equal(await access(), 200);
  });

  it("denies in the words of Secret Manager, whether there is such a secret or not", async () => {
    await createAccount(gcp);
    const ask = async () => {
      const other = "/v1/projects/shop-project/secrets/other/versions/latest:access";
      const { status, body } = await callApi(await accessOf(gcp), other);
      return `${status} ${body.error.message}`;
    };
    const resource = "projects/shop-project/secrets/other/versions/latest";

    assert.equal(
      await ask(),
      `403 Permission 'secretmanager.versions.access' denied for resource '${resource}' (or it may not exist).`,
    );
    await grantTo(gcp, "shop-clerk", "roles/secretmanager.secretAccessor");
    assert.equal(await ask(), `404 Secret [${resource}] not found.`);
  });

  it("asks for a token, of a scope that covers it", async () => {
    await createMember(gcp, "shop-clerk", "secretAccessor");
    const tokens = new Tokens(gcp.simulator.world);
    const { url } = await accessOf(gcp);
    const ask = async (token: string) => (await callApi({ url, token }, `/v1/${secretName}/versions/1:access`)).status;
    const scoped = (scope: string) =>
      tokens.access(emailOf("shop-clerk"), [`https://www.googleapis.com/auth/${scope}`]).access_token;

    assert.deepEqual(
      [await ask(""), await ask(scoped("datastore")), await ask(scoped("cloud-platform"))],
      [401, 403, 200],
    );
  });
});

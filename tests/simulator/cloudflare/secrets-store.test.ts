import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { secretHeader } from "../../../kit/simulator/hosts/workerd/bindings.ts";
import { SecretDoor } from "../../../kit/simulator/hosts/workerd/secrets/door.ts";
import type { Deployed, Deployment } from "../deployment.ts";
import {
  type Api,
  accountId,
  apiOf,
  callApi,
  deployWorker,
  openCloudflare,
  secretsStoreToken,
  storedSecretToken,
  worker,
  workersDev,
} from "./account.ts";

const reader = worker(`
  try { return new Response(await env.SIGNING.get()); } catch (error) { return new Response(error.message, { status: 500 }); }`);

type Shown = Readonly<Record<string, unknown>>;

/** https://developers.cloudflare.com/secrets-store/integrations/workers/ */
describe("cloudflare: a secret of Secrets Store", function stored() {
  this.timeout(30_000);
  let data: string;
  let cloudflare: Deployment;
  let api: Api;
  let store: Deployed;
  let secret: Deployed;
  const binding = (more: object = {}) => ({
    bindings: [{ type: "secrets_store_secret", name: "SIGNING", storeId: store.id, secretName: "signing", ...more }],
  });
  const inputs = (more: object = {}) => ({
    ...{ accountId, storeId: store.id, name: "signing", scopes: ["workers"], value: "größer 🔑" },
    ...more,
  });
  const create = (more: object = {}) => cloudflare.create(storedSecretToken, "signing", inputs(more));
  const read = async (script = "api") => (await fetch(workersDev(cloudflare, script))).text();
  const change = (value: string) => callApi<Shown>(api, path(secret.id), { value }, "PATCH");
  const path = (more = "") => `/secrets_store/stores/${store.id}/secrets${more === "" ? "" : `/${more}`}`;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), "simulator-"));
    cloudflare = await openCloudflare({ data, basePort: 0 });
    api = await apiOf(cloudflare);
    store = await cloudflare.create(secretsStoreToken, "store", { accountId, name: "default_secrets_store" });
    secret = await create();
    await deployWorker(cloudflare, reader, binding());
  });
  afterEach(async () => {
    await cloudflare.stop();
    await rm(data, { recursive: true });
  });

  // "This action will cause the replacement in all services using the secret": https://developers.cloudflare.com/secrets-store/manage-secrets/how-to/#edit-a-secret
  it("is one value for all Workers that are bound to it, also after it was changed", async () => {
    await deployWorker(cloudflare, reader, { scriptName: "other", ...binding() });
    assert.deepEqual([await read(), await read("other")], ["größer 🔑", "größer 🔑"]);

    await change("another");

    assert.deepEqual([await read(), await read("other")], ["another", "another"]);
  });

  it("keeps what was set over the API until a deployment has another value, and after a restart", async () => {
    await change("of the command");
    const same = await cloudflare.update(secret, inputs({ comment: "changed" }));
    assert.equal(await read(), "of the command");

    await cloudflare.stop();
    cloudflare = await openCloudflare({ data, basePort: 0 });
    assert.equal(await read(), "of the command");

    await cloudflare.update(same, inputs({ value: "of the program" }));
    assert.equal(await read(), "of the program");
  });

  it("shows secrets over the API without their values, and changes them", async () => {
    const { result: stores } = await callApi<readonly Shown[]>(api, "/secrets_store/stores");
    const { result: all } = await callApi<readonly Shown[]>(api, path());
    const { result: one } = await callApi<Shown>(api, path(secret.id));

    assert.deepEqual(
      stores.map(({ id, name }) => [id, name]),
      [[store.id, "default_secrets_store"]],
    );
    assert.deepEqual(all, [one]);
    const { created, modified } = secret.outputs;
    assert.deepEqual(one, {
      ...{ id: secret.id, store_id: store.id, name: "signing", scopes: ["workers"], comment: "", status: "active" },
      ...{ created, modified },
    });
    assert.equal((await change("another")).result.name, "signing");
    assert.equal((await callApi(api, path("0".repeat(32)))).status, 404);
    assert.equal((await callApi(api, `/secrets_store/stores/${"0".repeat(32)}/secrets`)).status, 404);
    const { status, errors } = await callApi(api, path(secret.id), { scopes: ["access"] }, "PATCH");
    assert.deepEqual([status, errors[0]?.message.startsWith("the simulator changes nothing but")], [400, true]);
  });

  it("is no longer there when it was deleted", async () => {
    await cloudflare.remove(secret);

    assert.equal(await read(), 'Secret "signing" not found');
  });

  it("is bound only where it exists, in the account, for Workers", async () => {
    const refusals = [
      await deployWorker(cloudflare, reader, binding({ secretName: "other" })).catch(String),
      await create({ name: "gateway", scopes: ["aiGateway"] }).then(() =>
        deployWorker(cloudflare, reader, binding({ secretName: "gateway" })).catch(String),
      ),
    ];

    for (const refusal of refusals) assert.match(String(refusal), /check deploy permissions and secret scopes/);
  });

  // "there can only be one store per account": https://developers.cloudflare.com/secrets-store/manage-secrets/#limits
  it("has a name of its own in the one store of its account, which stays while it has secrets", async () => {
    const other = cloudflare.create(secretsStoreToken, "other", { accountId, name: "other" });
    await assert.rejects(other, /maximum_stores_exceeded/);
    await assert.rejects(create(), /secret_name_already_exists: signing/);
    await assert.rejects(cloudflare.remove(store), /store_not_empty/);

    const forced = await cloudflare.update(store, { accountId, name: "default_secrets_store", force: true });
    await cloudflare.remove(forced);
  });

  it("meets planned faults", async () => {
    const plan = (fault: "throttled" | "lost") =>
      cloudflare.simulator.faults.follow({ seed: "any", shares: { throttled: 0, lost: 0, doubled: 0, [fault]: 1 } });
    plan("throttled");
    assert.equal(await read(), "Secrets Store: too many requests");
    plan("lost");
    assert.match(await read(), /Network connection lost/);
    cloudflare.simulator.faults.follow(undefined);

    assert.equal(await read(), "größer 🔑");
  });

  it("is read by bindings alone", async () => {
    const { faults } = cloudflare.simulator;
    const door = await SecretDoor.open({ read: () => "never" }, faults);
    try {
      const response = await fetch(`http://127.0.0.1:${door.address.port}/`, {
        headers: { [secretHeader]: `${store.id} signing` },
      });
      assert.deepEqual([response.status, await response.text()], [401, ""]);
    } finally {
      door.close();
    }
  });
});

import assert from "node:assert/strict";
import type { Deployment } from "../deployment.ts";
import { appWith, bundleApp, noPrefix } from "./packages.ts";
import {
  appInputs,
  createGround,
  deliveryInputs,
  deployApp,
  grant,
  openAzure,
  tokens,
  uploadPackage,
  urlOf,
} from "./shop.ts";

const answering = (text: string): Promise<Record<string, string>> =>
  bundleApp(appWith(`() => ({ body: ${JSON.stringify(text)} })`), noPrefix);

// https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code?pivots=flex-consumption-plan#deployment-sources
describe("azure: how code reaches an app", () => {
  let azure: Deployment;
  beforeEach(async () => {
    azure = await openAzure();
  });
  afterEach(() => azure.stop());

  it("answers with a page at the root and 404 elsewhere before the first delivery", async () => {
    const app = await azure.create(tokens.app, "api", appInputs(await createGround(azure)));

    const root = await fetch(urlOf(app));
    const other = await fetch(`${urlOf(app)}/health`);

    assert.equal(root.status, 200);
    assert.match(await root.text(), /up and running/);
    assert.equal(other.status, 404);
  });

  it("does not run a package that is only put into the deployment container", async () => {
    const ground = await createGround(azure);
    const app = await azure.create(tokens.app, "api", appInputs(ground));

    await uploadPackage(azure, await answering("hello"));

    assert.equal((await fetch(`${urlOf(app)}/health`)).status, 404);
  });

  it("runs the package that one deploy delivers", async () => {
    const app = await deployApp(azure, await answering("hello"));

    const response = await fetch(`${urlOf(app)}/health`);

    assert.equal(await response.text(), "hello");
  });

  it("runs the new package after another delivery", async () => {
    const app = await azure.create(tokens.app, "api", appInputs(await createGround(azure)));
    const first = await uploadPackage(azure, await answering("first"));
    const code = await azure.create(tokens.resource, "code", deliveryInputs(first));

    await azure.update(code, deliveryInputs(await uploadPackage(azure, await answering("second"))));

    assert.equal(await (await fetch(urlOf(app))).text(), "second");
  });

  it("lets requests end on the code that they began on", async () => {
    const app = await azure.create(tokens.app, "api", appInputs(await createGround(azure)));
    const slow = "async () => { await new Promise((resolve) => setTimeout(resolve, 400)); return { body: 'first' }; }";
    const first = await uploadPackage(azure, await bundleApp(appWith(slow), noPrefix));
    const code = await azure.create(tokens.resource, "code", deliveryInputs(first));
    const pending = fetch(urlOf(app));
    await new Promise((resolve) => setTimeout(resolve, 50));

    await azure.update(code, deliveryInputs(await uploadPackage(azure, await answering("second"))));

    assert.equal(await (await fetch(urlOf(app))).text(), "second");
    assert.equal(await (await pending).text(), "first");
  });

  it("swaps code in place", async () => {
    const [first, second] = [await answering("first"), await answering("second")];
    const app = await deployApp(azure, first);
    const { code } = azure.simulator.world;
    const hashOf = (files: Record<string, string>): string =>
      code.put(new Map(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])));

    const count = await azure.simulator.replaceCode(hashOf(first), hashOf(second));

    assert.equal(count, 1);
    assert.equal(await (await fetch(urlOf(app))).text(), "second");
  });

  it("refuses a package that the identity may not put into the deployment container", async () => {
    const ground = await createGround(azure, { grant: false });
    await azure.create(tokens.app, "api", appInputs(ground));
    const uri = await uploadPackage(azure, await answering("hello"));

    await assert.rejects(
      azure.create(tokens.resource, "code", deliveryInputs(uri)),
      /InaccessibleStorageException.*not authorized/s,
    );

    await grant(azure, ground.identity, ground.host);
    await azure.create(tokens.resource, "code", deliveryInputs(uri));
  });

  it("answers 503 when the identity may not read the package any more", async () => {
    const ground = await createGround(azure);
    const app = await azure.create(tokens.app, "api", appInputs(ground));
    const code = await azure.create(
      tokens.resource,
      "code",
      deliveryInputs(await uploadPackage(azure, await answering("first"))),
    );
    const uri = await uploadPackage(azure, await answering("second"));
    const { store } = azure.simulator.world;
    await azure.update(code, deliveryInputs(uri));

    if (ground.assignment !== undefined) await azure.remove(ground.assignment);
    await azure.update(app, appInputs(ground, { settings: { RESTART: "1" } }));

    assert.equal(store.find(tokens.assignment).length, 0);
    assert.equal((await fetch(urlOf(app))).status, 503);
  });

  for (const [what, change] of [
    ["no signature", (uri: string) => uri.split("?")[0] ?? ""],
    ["a changed signature", (uri: string) => uri.replace(/sig=[^&]+/, "sig=AAAA")],
    ["a signature that is over", (uri: string) => uri.replace("2099", "2020")],
  ] as const) {
    it(`refuses an address with ${what}`, async () => {
      await azure.create(tokens.app, "api", appInputs(await createGround(azure)));
      const uri = await uploadPackage(azure, await answering("hello"));

      await assert.rejects(
        azure.create(tokens.resource, "code", deliveryInputs(change(uri))),
        /Server failed to authenticate/,
      );
    });
  }

  // https://learn.microsoft.com/rest/api/storageservices/create-account-sas
  for (const [what, args, expected] of [
    ["blobs and objects", { services: "b", resourceTypes: "o" }, "delivered"],
    ["another service", { services: "q", resourceTypes: "o" }, /not for the service of blobs/],
    ["containers only", { services: "b", resourceTypes: "c" }, /not for objects/],
    ["another permission", { services: "b", resourceTypes: "o", permissions: "w" }, /does not allow to read/],
  ] as const) {
    it(`${expected === "delivered" ? "takes" : "refuses"} an account's signature for ${what}`, async () => {
      await azure.create(tokens.app, "api", appInputs(await createGround(azure)));
      const [address] = (await uploadPackage(azure, await answering("hello"))).split("?");
      const token = "azure-native:storage:listStorageAccountSAS";
      const account = { resourceGroupName: "shop", accountName: "shoppackages", permissions: "r" };
      const { outputs } = await azure.provider.invoke({
        token,
        args: { ...account, sharedAccessExpiryTime: "2099-01-01T00:00:00Z", ...args },
      });

      const delivery = deliveryInputs(`${address}?${outputs.accountSasToken}`);
      const outcome = await azure.create(tokens.resource, "code", delivery).then(() => "delivered", String);

      assert.match(outcome, expected === "delivered" ? /^delivered$/ : expected);
    });
  }

  it("refuses an address outside of the simulated accounts", async () => {
    await azure.create(tokens.app, "api", appInputs(await createGround(azure)));
    const uri = "https://example.com/released-package.zip";

    await assert.rejects(
      azure.create(tokens.resource, "code", deliveryInputs(uri)),
      /from simulated storage accounts only/,
    );
  });

  it("refuses a package without host.json", async () => {
    await azure.create(tokens.app, "api", appInputs(await createGround(azure)));
    const uri = await uploadPackage(azure, { "index.js": "" });

    await assert.rejects(azure.create(tokens.resource, "code", deliveryInputs(uri)), /no host\.json/);
  });
});

import assert from "node:assert/strict";
import type { Deployment } from "../../deployment.ts";
import { bundledSourceOf, deployFunction, openGcp, urlOf } from "../shop.ts";
import { createAccount, createBucket, emailOf, grantTo } from "./client.ts";

/** A function that writes and reads with Google's own client, which finds everything else in its environment. */
const storing = `
  const { Storage } = require("@google-cloud/storage");
  exports.handler = async (request, response) => {
    const storage = new Storage(request.query.bare ? {} : { useAuthWithCustomEndpoint: true });
    const file = storage.bucket("shop-files").file("from/function");
    try {
      await file.save("hello", { resumable: false });
      const [files] = await storage.bucket("shop-files").getFiles({ prefix: "from/" });
      response.send([String((await file.download())[0]), ...files.map(({ name }) => name)].join());
    } catch ({ code, message }) {
      response.status(500).send(code + ": " + message);
    }
  };`;

describe("gcp: Google's APIs in a function", function called() {
  // The library is large: a busy machine takes its time to bundle and load it.
  this.timeout(60_000);
  let gcp: Deployment;
  before(async () => {
    gcp = await openGcp();
  });
  after(() => gcp.stop());

  it("lets a function read and write with the official client and its own account", async () => {
    await createBucket(gcp);
    await createAccount(gcp);
    const service = { serviceAccountEmail: emailOf("shop-clerk"), availableMemory: "512Mi" };
    const url = urlOf(
      await deployFunction(gcp, "", { name: "storing", source: await bundledSourceOf(storing), service }),
    );
    const ask = async (path = "/") => (await fetch(new URL(path, url))).text();

    const before = await ask();
    await grantTo(gcp, "shop-clerk", "roles/storage.objectUser", "shop-files");

    assert.match(before, /^403: shop-clerk@shop-project\.iam\.gserviceaccount\.com does not have storage\.objects/);
    assert.equal(await ask(), "hello,from/function");
    // Without the option it sends no credentials to an address from the environment.
    assert.match(await ask("/?bare=1"), /^401: .*useAuthWithCustomEndpoint: true/);
  });
});

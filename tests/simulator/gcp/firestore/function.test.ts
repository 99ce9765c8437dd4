import assert from "node:assert/strict";
import type { Deployment } from "../../deployment.ts";
import { createAccount, emailOf, grantTo } from "../api/client.ts";
import { bundledSourceOf, deployFunction, openGcp, urlOf } from "../shop.ts";
import { createDatabase } from "./client.ts";

/** A function that counts with Google's own REST client and its own account, at the address in its environment. */
const counting = `
  const { GoogleAuth } = require("google-auth-library");
  const auth = new GoogleAuth({ scopes: "https://www.googleapis.com/auth/datastore" });
  const base = process.env.CLOUDSDK_API_ENDPOINT_OVERRIDES_FIRESTORE ?? "https://firestore.googleapis.com/";
  const database = "projects/shop-project/databases/shop";
  exports.handler = async (request, response) => {
    try {
      const update = { name: database + "/documents/visits/1" };
      const updateTransforms = [{ fieldPath: "n", increment: { integerValue: 1 } }];
      const data = { writes: [{ update, updateMask: { fieldPaths: [] }, updateTransforms }] };
      const answer = await auth.request({ url: base + "v1/" + database + "/documents:commit", method: "POST", data });
      response.json({ results: answer.data.writeResults[0].transformResults, emulator: process.env.FIRESTORE_EMULATOR_HOST });
    } catch (error) {
      response.status(500).send(String(error.message));
    }
  };`;

// https://cloud.google.com/sdk/gcloud/reference/topic/endpoint-override
describe("gcp: Firestore in a function", function called() {
  this.timeout(60_000);
  let gcp: Deployment;
  before(async () => {
    gcp = await openGcp();
  });
  after(() => gcp.stop());

  it("answers at the address in its environment, as the function's account, and is not called an emulator", async () => {
    await createDatabase(gcp);
    await createAccount(gcp);
    const service = { serviceAccountEmail: emailOf("shop-clerk") };
    const url = urlOf(
      await deployFunction(gcp, "", { name: "counting", source: await bundledSourceOf(counting), service }),
    );

    const refused = await (await fetch(url)).text();
    await grantTo(gcp, "shop-clerk", "roles/datastore.user");
    const counted = await (await fetch(url)).json();

    assert.match(refused, /Missing or insufficient permissions/);
    // With that variable Google's clients would send no credentials.
    assert.deepEqual(counted, { results: [{ integerValue: "1" }] });
  });
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { evaluate, requestTo } from "fourfold/testing";
import api from "../functions/api.ts";

/** The settings of a stack. */
const config = {
  clouds: ["aws", "gcp", "azure", "cloudflare"],
  greeting: "Hello",
  protection: "destroy",
  gcpProject: "my-project",
  gcpRegion: "europe-west1",
  azureLocation: "westeurope",
  cloudflareAccountId: "0123456789abcdef0123456789abcdef",
  cloudflareSubdomain: "my-subdomain",
};

it("greets", async () => {
  const request = requestTo(api, { links: { greeting: { word: "Hello" } } });

  const response = await request("/");

  assert.deepEqual(await response.json(), { message: "Hello!" });
});

it("deploys", async () => {
  const stack = await evaluate(async () => ({ ...(await import("../index.ts")) }), { config });

  assert.equal(stack.error, undefined);
  assert.ok("urls" in stack.outputs);
});

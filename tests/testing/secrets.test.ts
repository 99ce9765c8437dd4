import assert from "node:assert/strict";
import { functionSet, secret } from "fourfold";
import { http } from "fourfold/runtime";
import { memorySecret, requestTo } from "fourfold/testing";

const shop = functionSet("shop", {
  root: import.meta.url,
  resources: { signing: secret({ generate: "64 bytes" }) },
  functions: { api: { handler: "./x.ts", http: true, links: { signing: ["read"] } } },
});

/** Answers the current value and the one before, fresh when the path says so. */
const api = http(shop, "api", ({ signing }) => ({
  async fetch(request) {
    const options = { fresh: new URL(request.url).pathname === "/fresh" };
    return Response.json([await signing.get(options), (await signing.previous(options)) ?? null]);
  },
}));

describe("a secret in a test", () => {
  it("is what the test has set, as a function of a deployment would read it", async () => {
    const signing = memorySecret("a");
    const request = requestTo(api, { links: { signing } });
    const ask = async (path: string) => (await request(path)).json();

    assert.deepEqual(await ask("/"), ["a", null]);
    signing.set("b");
    assert.deepEqual(await ask("/"), ["a", null]);
    assert.deepEqual(await ask("/fresh"), ["b", "a"]);
  });

  it("fails as one that nobody has set, and takes no value that a cloud would not", async () => {
    await assert.rejects(memorySecret().get(), { name: "SecretError", code: "NotSet" });
    assert.throws(() => memorySecret(""), { code: "ERR_LIMIT" });
    assert.throws(() => memorySecret("a").set("x".repeat(5_001)), { code: "ERR_LIMIT" });
  });
});

import assert from "node:assert/strict";
import { KeyVaultSecret } from "../../../kit/runtime/secrets/stores/key-vault.ts";
import { type Answer, openClouds, outcomeOf } from "./clouds.ts";

const id = "https://shop.vault.azure.net/secrets/value";

/** https://learn.microsoft.com/azure/key-vault/general/rest-error-codes */
const failure = (status: number, code: string, inner?: string): Answer => [
  status,
  { error: { code, message: "no", ...(inner === undefined ? {} : { innererror: { code: inner } }) } },
];

const listed = (version: string, created: number, enabled = true) => ({
  id: `${id}/${version}`,
  attributes: { enabled, created },
});

describe("a secret of Azure Key Vault", () => {
  it("is read at its address, with a token of the app's identity", async () => {
    await using clouds = await openClouds(() => [200, { id: `${id}/c`, value: "größer 🔑" }]);

    assert.equal(await new KeyVaultSecret(`${clouds.url}/secrets/value`).current(), "größer 🔑");
    const [call] = clouds.calls;
    assert.deepEqual([call?.path, call?.headers.authorization], ["/secrets/value?api-version=7.4", "Bearer t-1"]);
  });

  it("has before it the newest version that is enabled, in whatever order they are listed, on however many pages", async () => {
    const pages: readonly Answer[] = [
      [200, { value: [listed("a", 10), listed("c", 40)], nextLink: `${id}/versions?api-version=7.4&$skiptoken=2` }],
      [200, { value: [listed("b", 20), listed("off", 30, false)], nextLink: null }],
    ];
    await using clouds = await openClouds(({ path }) => {
      const isFirst = !path.includes("skiptoken");
      if (path.startsWith("/secrets/value/versions?")) return pages[isFirst ? 0 : 1] ?? assert.fail();
      const version = /^\/secrets\/value\/(\w+)\?/.exec(path)?.[1] ?? "c";
      return [200, { id: `${id}/${version}`, value: `value of ${version}` }];
    });

    assert.equal(await new KeyVaultSecret(`${clouds.url}/secrets/value`).previous(), "value of b");
  });

  it("says when its vault wants to be asked again", async () => {
    const [status, body] = failure(429, "Throttled");
    await using clouds = await openClouds(() => [status, body, { "retry-after": "2" }]);
    const secret = new KeyVaultSecret(`${clouds.url}/secrets/value`);

    await assert.rejects(secret.current(), { name: "SecretError", code: "Throttled", retryAfter: 2_000 });
  });

  it("has none before its first version", async () => {
    await using clouds = await openClouds(({ path }) =>
      path.includes("/versions") ? [200, { value: [listed("c", 40)] }] : [200, { id: `${id}/c`, value: "x" }],
    );

    assert.equal(await new KeyVaultSecret(`${clouds.url}/secrets/value`).previous(), undefined);
  });

  const failures: Readonly<Record<string, readonly [Answer, string]>> = {
    "has no version": [failure(404, "SecretNotFound"), "NotSet"],
    "is disabled": [failure(403, "Forbidden", "SecretDisabled"), "NotSet"],
    "is in a vault that does not exist": [failure(404, "VaultNotFound"), "NotFound"],
    "may not be read": [failure(403, "Forbidden", "ForbiddenByRbac"), "Denied"],
    "is asked for without a valid token": [failure(401, "Unauthorized"), "Denied"],
    "is asked for too often": [failure(429, "Throttled"), "Throttled"],
    "is asked for through a proxy that fails": [[502, "<html>"], "Unavailable"],
    "does not take what it is asked": [failure(400, "BadParameter"), "Unavailable"],
    "meets a fault": [failure(500, "InternalServerError"), "Unavailable"],
  };
  for (const [title, [answer, expected]] of Object.entries(failures)) {
    it(`is not read when it ${title}`, async () => {
      await using clouds = await openClouds(() => answer);
      const secret = new KeyVaultSecret(`${clouds.url}/secrets/value`);

      assert.deepEqual([await outcomeOf(secret.current()), await outcomeOf(secret.previous())], [expected, expected]);
    });
  }
});

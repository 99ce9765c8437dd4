import assert from "node:assert/strict";
import { SecretManagerSecret } from "../../../kit/runtime/secrets/stores/secret-manager.ts";
import { type Answer, openClouds, outcomeOf } from "./clouds.ts";

const name = "projects/shop/secrets/signing";

/** https://cloud.google.com/apis/design/errors#http_mapping */
const failure = (code: number, status: string): Answer => [code, { error: { code, status, message: "no" } }];
const disabled = failure(400, "FAILED_PRECONDITION");

const version = (number: number, value: string): Answer => [
  200,
  {
    name: `projects/123/secrets/signing/versions/${number}`,
    payload: { data: Buffer.from(value).toString("base64") },
  },
];

/** Versions by their numbers, the last one is also the latest; what is not there, is not found. */
const keeping =
  (versions: Readonly<Record<string, Answer>>) =>
  ({ path }: { readonly path: string }): Answer => {
    const [, asked = ""] = /^\/v1\/projects\/shop\/secrets\/signing\/versions\/(\w+):access$/.exec(path) ?? [];
    const number = asked === "latest" ? (Object.keys(versions).at(-1) ?? "") : asked;
    return versions[number] ?? failure(404, "NOT_FOUND");
  };

describe("a secret of Google's Secret Manager", () => {
  it("is read by its name, with a token of the function's account", async () => {
    await using clouds = await openClouds(keeping({ 1: version(1, "größer 🔑") }));
    const secret = new SecretManagerSecret(name);

    assert.equal(await secret.current(), "größer 🔑");
    assert.equal(await secret.previous(), undefined);
    assert.equal(clouds.calls[0]?.path, `/v1/${name}/versions/latest:access`);
    assert.equal(clouds.calls[0]?.headers.authorization, "Bearer t-1");
  });

  it("has before it the newest version that is enabled", async () => {
    const versions = { 1: version(1, "a"), 2: version(2, "b"), 3: disabled, 4: disabled, 5: version(5, "e") };
    await using _clouds = await openClouds(keeping(versions));

    assert.equal(await new SecretManagerSecret(name).previous(), "b");
  });

  it("is looked for in ten versions, and not in all that there were", async () => {
    const versions = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [at + 1, disabled]));
    await using clouds = await openClouds(keeping({ ...versions, 31: version(31, "x") }));

    assert.equal(await new SecretManagerSecret(name).previous(), undefined);
    assert.equal(clouds.calls.length, 11);
  });

  it("is told from bytes that are not UTF-8, also of another version", async () => {
    const bytes = (number: number): Answer => [
      200,
      { name: `projects/1/secrets/signing/versions/${number}`, payload: { data: Buffer.of(0xff).toString("base64") } },
    ];
    await using _clouds = await openClouds(keeping({ 1: version(1, "a"), 2: bytes(2) }));
    const secret = new SecretManagerSecret(name);

    await assert.rejects(secret.current(), { code: "Corrupt", message: "its value is not a text but bytes." });
    assert.equal(await secret.previous(), "a");
  });

  const failures: Readonly<Record<string, readonly [Answer, string]>> = {
    "has no version": [failure(404, "NOT_FOUND"), "NotSet"],
    "is disabled": [disabled, "NotSet"],
    "may not be read, or does not exist": [failure(403, "PERMISSION_DENIED"), "Denied"],
    "is asked for too often": [failure(429, "RESOURCE_EXHAUSTED"), "Throttled"],
    "meets a fault": [failure(503, "UNAVAILABLE"), "Unavailable"],
  };
  for (const [title, [answer, expected]] of Object.entries(failures)) {
    it(`is not read when it ${title}`, async () => {
      await using _clouds = await openClouds(() => answer);

      assert.equal(await outcomeOf(new SecretManagerSecret(name).current()), expected);
      assert.equal(await outcomeOf(new SecretManagerSecret(name).previous()), expected);
    });
  }
});

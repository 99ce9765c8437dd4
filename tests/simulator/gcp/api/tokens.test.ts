import assert from "node:assert/strict";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import { Tokens } from "../../../../kit/simulator/services/gcp/iam/tokens.ts";
import type { Deployment } from "../../deployment.ts";
import { openGcp } from "../shop.ts";
import { type Access, accessOf, callApi, createAccount, createBucket, grantTo } from "./client.ts";

const list = "/storage/v1/b/shop-files/o";
const hour = 3_600_000;

// https://cloud.google.com/docs/authentication/token-types#access
describe("gcp: access tokens at Google's APIs", () => {
  let clock: FakeClock;
  let gcp: Deployment;
  let access: Access;
  beforeEach(async () => {
    clock = createFakeClock(Date.UTC(2026, 6, 1));
    gcp = await openGcp({ clock });
    await createBucket(gcp);
  });
  afterEach(() => gcp.stop());

  const deployClerk = async () => {
    const account = await createAccount(gcp);
    await grantTo(gcp, "shop-clerk", "roles/storage.admin");
    access = await accessOf(gcp);
    return account;
  };
  const statusOf = async (token = access.token) => (await callApi({ ...access, token }, list)).status;

  it("are good for an hour", async () => {
    await deployClerk();

    clock.advance(hour - 1_000);
    const before = await statusOf();
    clock.advance(1_000);

    assert.deepEqual([before, await statusOf()], [200, 401]);
  });

  it("are refused when they are wrong or foreign, or their account is disabled or gone", async () => {
    const account = await deployClerk();
    const other = await openGcp();
    await createAccount(other);
    const foreign = (await accessOf(other)).token;
    await other.stop();
    const { token } = access;

    const changed = `${token.slice(0, 40)}${token[40] === "A" ? "B" : "A"}${token.slice(41)}`;
    for (const wrong of ["ya29.c.", "nonsense", token.replace("ya29", "ya30"), changed, foreign]) {
      assert.equal(await statusOf(wrong), 401, wrong);
    }
    const disabled = await gcp.update(account, { accountId: "shop-clerk", disabled: true });
    assert.equal(await statusOf(), 401);
    await assert.rejects(accessOf(gcp), { code: "PERMISSION_DENIED" });
    const enabled = await gcp.update(disabled, { accountId: "shop-clerk" });
    assert.equal(await statusOf(), 200);
    await gcp.remove(enabled);
    assert.equal(await statusOf(), 401);
  });

  // https://cloud.google.com/docs/authentication/troubleshoot-adc
  it("that are not good are answered in Google's words, whatever is public", async () => {
    await deployClerk();

    const { status, body, headers } = await callApi({ ...access, token: "ya29.wrong" }, list);

    assert.equal(status, 401);
    assert.partialDeepStrictEqual(body.error, {
      code: 401,
      status: "UNAUTHENTICATED",
      errors: [{ reason: "authError" }],
    });
    assert.match(body.error.message, /^Request had invalid authentication credentials\. Expected OAuth 2 access token/);
    assert.match(headers.get("www-authenticate") ?? "", /^Bearer .*error="invalid_token"/);
  });

  // https://developers.google.com/identity/protocols/oauth2/scopes#storage
  it("are for their scopes only", async () => {
    const account = await deployClerk();
    const tokens = new Tokens(gcp.simulator.world);
    const scoped = (scope: string) =>
      tokens.access(String(account.outputs.email), [`https://www.googleapis.com/auth/${scope}`]).access_token;
    const create = { method: "POST", body: "x" };
    const upload = async (token: string) =>
      (await callApi({ ...access, token }, "/upload/storage/v1/b/shop-files/o?uploadType=media&name=a", create)).status;

    const [reader, writer, other] = [
      scoped("devstorage.read_only"),
      scoped("devstorage.read_write"),
      scoped("cloud-tasks"),
    ];

    assert.deepEqual([await statusOf(reader), await statusOf(writer), await statusOf(other)], [200, 200, 403]);
    assert.deepEqual([await upload(reader), await upload(writer)], [403, 200]);
  });

  it("says which APIs there are, and what of a request is malformed", async () => {
    await deployClerk();

    const unknown = await callApi(access, "/v1/projects/shop-project/queues");
    const malformed = await callApi(access, "/storage/v1/b/shop-files/o/%E0%A4%A");

    assert.deepEqual([unknown.status, malformed.status], [501, 400]);
    assert.match(
      unknown.text,
      /only pubsub\.googleapis\.com, .*, and storage\.googleapis\.com, and not \/v1\/projects/,
    );
    assert.match(malformed.text, /The request target is malformed/);
  });
});

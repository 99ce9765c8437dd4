import assert from "node:assert/strict";
import type { Deployed, Deployment } from "../deployment.ts";
import { appWith, bundleApp, noPrefix } from "./packages.ts";
import { appInputs, createGround, deliveryInputs, openAzure, tokens, uploadPackage, urlOf } from "./shop.ts";

/** Asks the app's token endpoint for what the request's query says, and passes the answer on. */
const raw = `async (request) => {
  const { header = process.env.IDENTITY_HEADER, ...query } = Object.fromEntries(request.query);
  const url = process.env.IDENTITY_ENDPOINT + "?" + new URLSearchParams(query);
  const answer = await fetch(url, { headers: { "X-IDENTITY-HEADER": header } });
  return { status: answer.status, body: await answer.text() };
}`;

/** The same with Microsoft's own library. */
const official = `
  import { ManagedIdentityCredential } from "@azure/identity";
  ${appWith(`async (request) => {
    const credential = new ManagedIdentityCredential({ clientId: request.query.get("clientId") });
    return { jsonBody: await credential.getToken("https://vault.azure.net/.default") };
  }`)}
`;

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

/** What Microsoft documents: https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference */
describe("azure: tokens of managed identities", () => {
  let azure: Deployment;
  let identity: Deployed;

  beforeEach(async () => {
    azure = await openAzure();
  });
  afterEach(() => azure.stop());

  const deploy = async (source: string, type = "UserAssigned"): Promise<string> => {
    const ground = await createGround(azure);
    identity = ground.identity;
    const properties = { identity: { type, userAssignedIdentities: [identity.id] } };
    const app = await azure.create(tokens.app, "api", appInputs(ground, { properties }));
    const delivery = deliveryInputs(await uploadPackage(azure, await bundleApp(source, noPrefix)));
    await azure.create(tokens.resource, "code", delivery);
    return urlOf(app);
  };
  const resource = "https://vault.azure.net";
  const ask = async (url: string, query: Readonly<Record<string, string>>) => {
    const parameters = new URLSearchParams({ resource, "api-version": "2019-08-01", ...query });
    const response = await fetch(`${url}/?${parameters}`);
    return { status: response.status, ...JSON.parse(await response.text()) };
  };

  it("come to Microsoft's own library by client id", async () => {
    const url = await deploy(official);

    const { token, expiresOnTimestamp } = JSON.parse(
      await (await fetch(`${url}/?clientId=${identity.outputs.clientId}`)).text(),
    );
    const { aud, oid, appid, tid, exp } = claimsOf(token);

    assert.equal(aud, resource);
    assert.equal(oid, identity.outputs.principalId);
    assert.equal(appid, identity.outputs.clientId);
    assert.equal(tid, identity.outputs.tenantId);
    // The library counts from when it has the answer.
    assert.ok(Math.abs(Number(exp) * 1_000 - expiresOnTimestamp) < 5_000);
  });

  it("have the documented form, by client, principal or resource id", async () => {
    const url = await deploy(appWith(raw));
    const { clientId, principalId } = identity.outputs;

    const answers = [
      await ask(url, { client_id: String(clientId) }),
      await ask(url, { principal_id: String(principalId) }),
      await ask(url, { mi_res_id: identity.id }),
    ];

    for (const { status, access_token, expires_on, ...rest } of answers) {
      assert.equal(status, 200);
      assert.deepEqual(rest, { resource, token_type: "Bearer", client_id: clientId });
      assert.equal(expires_on, String(claimsOf(access_token).exp));
      assert.equal(claimsOf(access_token).oid, principalId);
    }
  });

  it("are of the system-assigned identity when none is named", async () => {
    const url = await deploy(appWith(raw), "SystemAssigned, UserAssigned");

    const { status, access_token } = await ask(url, {});

    assert.equal(status, 200);
    assert.notEqual(claimsOf(access_token).oid, identity.outputs.principalId);
    assert.match(String(claimsOf(access_token).xms_mirid), /\/sites\/shop-api$/);
  });

  it("are given to callers from outside, for a principal that is there and a resource", async () => {
    ({ identity } = await createGround(azure));
    const principal = String(identity.outputs.principalId);
    const { credentials } = await azure.simulator.services("azure-native");

    const { AZURE_ACCESS_TOKEN = "" } = (await credentials?.({ principal, audience: resource })) ?? {};

    assert.equal(claimsOf(AZURE_ACCESS_TOKEN).aud, resource);
    assert.equal(claimsOf(AZURE_ACCESS_TOKEN).oid, principal);
    await assert.rejects(async () => credentials?.({ principal }), { code: "BadRequest" });
    await assert.rejects(async () => credentials?.({ principal: "nobody", audience: resource }), {
      code: "PrincipalNotFound",
    });
  });

  it("are refused without the app's header, a resource, or an identity of the app", async () => {
    const url = await deploy(appWith(raw));

    assert.equal((await ask(url, { header: "guessed" })).status, 401);
    assert.equal((await ask(url, { resource: "" })).status, 400);
    assert.equal((await ask(url, { "api-version": "2017-09-01" })).status, 400);
    assert.equal((await ask(url, {})).status, 400);
    assert.equal((await ask(url, { client_id: "22222222-2222-4222-8222-222222222222" })).status, 400);
  });
});

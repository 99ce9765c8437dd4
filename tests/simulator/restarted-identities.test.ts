import assert from "node:assert/strict";
import { fetchSigned } from "./aws/identity/signer.ts";
import { deployFunction as deployLambda, openAws, tokens } from "./aws/shop.ts";
import { deployFunction, memberToken, openGcp, urlOf } from "./gcp/shop.ts";
import { Lives } from "./support/lives.ts";

/** What a simulator gave stays good when it starts again, as a cloud's would. */
describe("credentials and tokens after a restart", () => {
  it("aws: credentials still sign", async () => {
    await using lives = new Lives(openAws);
    const first = await lives.start();
    const fn = await deployLambda(first, "async () => 1");
    const { outputs } = await first.create(tokens.functionUrl, "url", {
      functionName: fn.id,
      authorizationType: "AWS_IAM",
    });
    const credentials =
      (await (await first.simulator.services("aws")).credentials?.({ principal: "123456789012" })) ?? {};
    await lives.stop();

    await lives.start();
    const { status } = await fetchSigned(String(outputs.functionUrl), { credentials });

    assert.equal(status, 200);
  });

  it("gcp: identity tokens are still taken", async () => {
    await using lives = new Lives(openGcp);
    const first = await lives.start();
    const member = "allAuthenticatedUsers";
    const account = await first.create("gcp:serviceaccount/account:Account", "caller", { accountId: "caller" });
    const fn = await deployFunction(first, `export const handler = (_request, response) => response.send("1");`, {
      open: false,
    });
    await first.create(memberToken, "all", {
      name: "api",
      location: "europe-west1",
      role: "roles/run.invoker",
      member,
    });
    const services = await first.simulator.services("gcp");
    const wanted = { principal: String(account.outputs.email), audience: urlOf(fn) };
    const token = (await services.credentials?.(wanted))?.IDENTITY_TOKEN;
    await lives.stop();

    await lives.start();
    const { status } = await fetch(urlOf(fn), { headers: { authorization: `Bearer ${token}` } });

    assert.equal(status, 200);
  });
});

import assert from "node:assert/strict";
import { fetchSigned } from "./aws/identity/signer.ts";
import { deployFunction as deployLambda, openAws, tokens } from "./aws/shop.ts";
import { deployFunction, memberToken, openGcp, urlOf } from "./gcp/shop.ts";
import { createTemporaryFolder } from "./support/temporary-folder.ts";

/** What a simulator gave stays good when it starts again, as a cloud's would. */
describe("credentials and tokens after a restart", () => {
  const clients: ReturnType<typeof createTemporaryFolder>[] = [];
  const folder = (): string => {
    const made = createTemporaryFolder();
    clients.push(made);
    return made.path;
  };
  after(() => {
    for (const made of clients) made.remove();
  });

  it("aws: credentials still sign", async () => {
    const data = folder();
    const first = await openAws({ data, basePort: 0 });
    const fn = await deployLambda(first, "async () => 1");
    const { outputs } = await first.create(tokens.functionUrl, "url", {
      functionName: fn.id,
      authorizationType: "AWS_IAM",
    });
    const credentials =
      (await (await first.simulator.services("aws")).credentials?.({ principal: "123456789012" })) ?? {};
    await first.stop();

    const second = await openAws({ data, basePort: 0 });
    const { status } = await fetchSigned(String(outputs.functionUrl), { credentials });
    await second.stop();

    assert.equal(status, 200);
  });

  it("gcp: identity tokens are still taken", async () => {
    const data = folder();
    const first = await openGcp({ data, basePort: 0 });
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
    await first.stop();

    const second = await openGcp({ data, basePort: 0 });
    const { status } = await fetch(urlOf(fn), { headers: { authorization: `Bearer ${token}` } });
    await second.stop();

    assert.equal(status, 200);
  });
});

import assert from "node:assert/strict";
import type { Deployment } from "../../deployment.ts";
import { openAws, tokens, trustOf } from "../shop.ts";
import { credentialsOf, fetchSigned } from "./signer.ts";

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
describe("aws: STS", () => {
  const account = "123456789012";
  let aws: Deployment;
  before(async () => {
    aws = await openAws();
  });
  after(() => aws.stop());

  const form = { service: "sts", method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" } };

  /** Signed by AWS's own library. */
  async function ask(body: string, principal = account): Promise<Response> {
    const credentials = await credentialsOf(aws, principal);
    return fetchSigned(`${credentials.AWS_ENDPOINT_URL}/`, { ...form, credentials, body });
  }

  async function identityOf(principal: string) {
    const text = await (await ask("Action=GetCallerIdentity&Version=2011-06-15", principal)).text();
    assert.match(text, /^<GetCallerIdentityResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/">/);
    return ["Arn", "Account"].map((name) => new RegExp(`<${name}>(.*)</${name}>`).exec(text)?.[1]);
  }

  it("tells its caller who it is: who deploys, or a role's session", async () => {
    const role = await aws.create(tokens.role, "caller", {
      name: "caller",
      assumeRolePolicy: trustOf("lambda.amazonaws.com"),
    });

    assert.deepEqual(await identityOf(account), [`arn:aws:iam::${account}:user/deployer`, account]);
    assert.deepEqual(await identityOf(String(role.outputs.arn)), [
      `arn:aws:sts::${account}:assumed-role/caller/simulator`,
      account,
    ]);
  });

  for (const [body, status, code] of [
    ["Action=AssumeRole&Version=2011-06-15", 501, "SimulatorLimit"],
    ["", 400, "MissingAction"],
  ] as const) {
    it(`refuses ${body === "" ? "a request without an action" : body}`, async () => {
      const response = await ask(body);

      assert.equal(response.status, status);
      // https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
      assert.match(await response.text(), new RegExp(`^<ErrorResponse .*<Code>${code}</Code>`));
    });
  }
});

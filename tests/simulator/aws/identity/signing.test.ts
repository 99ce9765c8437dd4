import assert from "node:assert/strict";
import { createFakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { deployFunction, openAws, tokens } from "../shop.ts";
import {
  type CredentialVariables,
  credentialsOf,
  fetchSigned,
  type Iam,
  presign,
  type Signing,
  signedHeaders,
} from "./signer.ts";

const echo = "async (event) => ({ statusCode: 200, body: JSON.stringify(event) })";
const account = "123456789012";

/** What an event says of who signed. */
interface SignedEvent {
  readonly requestContext: { readonly accountId: string; readonly authorizer: { readonly iam: Iam } };
}

/** What AWS documents of signatures: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
describe("aws: signed requests to Function URLs", () => {
  const clock = createFakeClock();
  let aws: Deployment;
  let fn: Deployed;
  let url: string;

  before(async () => {
    aws = await openAws({ clock });
    fn = await deployFunction(aws, echo);
    const { outputs } = await aws.create(tokens.functionUrl, "url", {
      functionName: fn.id,
      authorizationType: "AWS_IAM",
    });
    url = String(outputs.functionUrl);
  });
  after(() => aws.stop());

  const signing = (credentials: CredentialVariables, more: Partial<Signing> = {}): Signing => ({
    credentials,
    time: new Date(clock.now()),
    ...more,
  });
  const refusalOf = async (response: Response) => {
    const { message }: { readonly message: string } = JSON.parse(await response.text());
    return { status: response.status, code: response.headers.get("x-amzn-errortype"), message };
  };

  it("lets in who deploys to the account, and tells the function who it is", async () => {
    const deployer = await credentialsOf(aws, account);

    const response = await fetchSigned(url, signing(deployer));
    const { requestContext }: SignedEvent = JSON.parse(await response.text());

    assert.equal(response.status, 200);
    // https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
    assert.equal(requestContext.accountId, account);
    assert.equal(requestContext.authorizer.iam.accessKey, deployer.AWS_ACCESS_KEY_ID);
    assert.equal(requestContext.authorizer.iam.accountId, account);
    assert.equal(requestContext.authorizer.iam.userArn, `arn:aws:iam::${account}:user/deployer`);
  });

  it("takes a signed body, path and query as AWS's own library signs them", async () => {
    const deployer = await credentialsOf(aws, account);
    const address = `${url}a%20b/ü/c%2Fd/(1)*!/?b=2&a=%C3%A4%20x&b=1&empty=&a%2Fb=1%2B1`;

    const response = await fetchSigned(
      address,
      signing(deployer, { method: "POST", body: `{"n":1}`, headers: { "content-type": "application/json" } }),
    );

    assert.equal(response.status, 200);
    assert.equal(JSON.parse(await response.text()).body, `{"n":1}`);
  });

  it("takes a presigned address until it expires", async () => {
    const address = await presign(`${url}orders?id=1%202`, signing(await credentialsOf(aws, account)), 60);

    const statuses = [(await fetch(address)).status];
    clock.advance(59_000);
    statuses.push((await fetch(address)).status);
    clock.advance(1_000);
    const late = await fetch(address);

    assert.deepEqual(statuses, [200, 200]);
    assert.equal(late.status, 403);
    assert.match(await late.text(), /Signature expired/);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
  it("refuses a changed body, path, query or header", async () => {
    const deployer = await credentialsOf(aws, account);
    const post = signing(deployer, { method: "POST", body: "1", headers: { "x-order": "7" } });
    const headers = await signedHeaders(`${url}orders?id=1`, post);
    const send = (address: string, init: RequestInit): Promise<Response> =>
      fetch(address, { method: "POST", body: "1", headers, ...init });

    const answers = await Promise.all([
      send(`${url}orders?id=1`, {}),
      send(`${url}orders?id=1`, { body: "2" }),
      send(`${url}order?id=1`, {}),
      send(`${url}orders?id=2`, {}),
      send(`${url}orders?id=1`, { headers: { ...headers, "x-order": "8" } }),
      send(`${url}orders?id=1`, { method: "PUT" }),
    ]);

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 403, 403, 403, 403, 403],
    );
    const [, changed] = answers;
    assert.equal(changed?.headers.get("x-amzn-errortype"), "InvalidSignatureException");
    assert.match((await changed?.text()) ?? "", /^{"message":"The request signature we calculated does not match/);
  });

  it("refuses headers of AWS that are not signed", async () => {
    const headers = await signedHeaders(url, signing(await credentialsOf(aws, account)));

    const refusal = await refusalOf(await fetch(url, { headers: { ...headers, "x-amz-meta-team": "shop" } }));

    assert.equal(refusal.code, "InvalidSignatureException");
    assert.match(refusal.message, /x-amz-meta-team/);
  });

  const wrong: readonly (readonly [string, Partial<Signing>, string, RegExp])[] = [
    ["another region", { region: "us-east-1" }, "InvalidSignatureException", /scoped to a valid Region, not us-east-1/],
    ["another service", { service: "execute-api" }, "InvalidSignatureException", /correct service: 'lambda'/],
    [
      "a time more than five minutes ago",
      { time: new Date(Date.UTC(2025, 11, 31, 23, 0)) },
      "InvalidSignatureException",
      /^Signature expired: 20251231T230000Z is now earlier than .*- 5 min\.\)$/,
    ],
    [
      "a time more than five minutes ahead",
      { time: new Date(Date.UTC(2026, 0, 1, 9, 0)) },
      "InvalidSignatureException",
      /^Signature not yet current: 20260101T090000Z is still later than/,
    ],
  ];
  for (const [what, more, code, message] of wrong) {
    it(`refuses a signature for ${what}`, async () => {
      const refusal = await refusalOf(await fetchSigned(url, signing(await credentialsOf(aws, account), more)));

      assert.equal(refusal.status, 403);
      assert.equal(refusal.code, code);
      assert.match(refusal.message, message);
    });
  }

  it("refuses keys that it did not give, wrong secrets and tokens of others", async () => {
    const deployer = await credentialsOf(aws, account);
    const other = await credentialsOf(aws, "210987654321");
    const codeOfAnswer = async (credentials: CredentialVariables) =>
      (await refusalOf(await fetchSigned(url, signing(credentials)))).code;

    assert.equal(await codeOfAnswer({ ...deployer, AWS_SECRET_ACCESS_KEY: "guessed" }), "InvalidSignatureException");
    assert.equal(await codeOfAnswer({ ...deployer, AWS_SESSION_TOKEN: "" }), "UnrecognizedClientException");
    assert.equal(
      await codeOfAnswer({ ...deployer, AWS_SESSION_TOKEN: other.AWS_SESSION_TOKEN ?? "" }),
      "UnrecognizedClientException",
    );
  });

  it("refuses credentials that have expired", async () => {
    const deployer = await credentialsOf(aws, account);
    clock.advance(3_600_000);

    const refusal = await refusalOf(await fetchSigned(url, signing(deployer)));

    assert.equal(refusal.code, "ExpiredTokenException");
  });

  it("refuses a signature that is not whole", async () => {
    const authorization = "AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-central-1/lambda/aws4_request";

    const refusal = await refusalOf(await fetch(url, { headers: { authorization, "x-amz-date": "20260101T000000Z" } }));

    assert.equal(refusal.code, "IncompleteSignatureException");
    assert.equal(refusal.status, 403);
  });
});

import assert from "node:assert/strict";
import { createFakeClock } from "../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../deployment.ts";
import { codeOf, deployFunction, deployUrl, openAws, tokens, trustOf } from "./shop.ts";
import { type CredentialVariables, fetchSigned, presign, type Signing, signedHeaders } from "./signer.ts";

const echo = "async (event) => ({ statusCode: 200, body: JSON.stringify(event) })";
const account = "123456789012";

type Iam = Readonly<Record<"accessKey" | "accountId" | "userArn", string>>;

/** What an event says of who signed. */
interface SignedEvent {
  readonly requestContext: { readonly accountId: string; readonly authorizer: { readonly iam: Iam } };
}

/** Both permissions that a call of a URL takes: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
const mayInvoke = {
  Effect: "Allow",
  Action: ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"],
  Resource: "*",
};

/** A role with one policy, and its credentials. */
async function deployCaller(aws: Deployment, ...statements: readonly object[]): Promise<CredentialVariables> {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const role = await aws.create(tokens.role, "caller", {
    name: "caller",
    assumeRolePolicy: trustOf("lambda.amazonaws.com"),
    ...(statements.length > 0 ? { inlinePolicies: [{ name: "own", policy }] } : {}),
  });
  return credentialsOf(aws, String(role.outputs.arn));
}

async function credentialsOf(aws: Deployment, principal: string): Promise<CredentialVariables> {
  const services = await aws.simulator.services("aws");
  return (await services.credentials?.({ principal })) ?? {};
}

function permit(aws: Deployment, fn: Deployed, principal: string): Promise<unknown> {
  const both = { function: fn.id, principal };
  return Promise.all([
    aws.create(tokens.permission, "url", {
      ...both,
      action: "lambda:InvokeFunctionUrl",
      functionUrlAuthType: "AWS_IAM",
    }),
    aws.create(tokens.permission, "invoke", { ...both, action: "lambda:InvokeFunction", invokedViaFunctionUrl: true }),
  ]);
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

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html */
describe("aws: who may call a Function URL with AWS_IAM", () => {
  let aws: Deployment;
  let fn: Deployed;
  let url: string;

  beforeEach(async () => {
    aws = await openAws();
    fn = await deployFunction(aws, echo);
    const { outputs } = await aws.create(tokens.functionUrl, "url", {
      functionName: fn.id,
      authorizationType: "AWS_IAM",
    });
    url = String(outputs.functionUrl);
  });
  afterEach(() => aws.stop());

  const statusFor = async (credentials: CredentialVariables): Promise<number> =>
    (await fetchSigned(url, { credentials })).status;

  it("lets in a role of the account by its own policy, unless another denies it", async () => {
    const caller = await deployCaller(aws, mayInvoke);

    assert.equal(await statusFor(caller), 200);

    await aws.create(tokens.rolePolicy, "deny", {
      ...{ name: "deny", role: "caller" },
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ ...mayInvoke, Effect: "Deny" }] }),
    });
    assert.equal(await statusFor(caller), 403);
  });

  it("refuses a role that may only lambda:InvokeFunctionUrl", async () => {
    const caller = await deployCaller(aws, { ...mayInvoke, Action: "lambda:InvokeFunctionUrl" });

    const response = await fetchSigned(url, { credentials: caller });

    assert.equal(response.status, 403);
    assert.match(await response.text(), /^{"Message":"Forbidden/);
  });

  it("lets in a role of the account that the function's policy names", async () => {
    const caller = await deployCaller(aws);
    const before = await statusFor(caller);
    await permit(aws, fn, `arn:aws:iam::${account}:role/caller`);

    assert.deepEqual([before, await statusFor(caller)], [403, 200]);
  });

  // "…the IAM entity must also have an identity-based policy": the account's number only delegates to the account.
  it("does not let in every role of an account whose number the function's policy names", async () => {
    const caller = await deployCaller(aws);
    await permit(aws, fn, account);

    assert.equal(await statusFor(caller), 403);
  });

  it("lets in another account's role only by both policies", async () => {
    const other = await aws.simulator.providers.configure("aws", {
      region: "eu-central-1",
      allowedAccountIds: ["210987654321"],
    });
    const caller = await deployCaller({ ...aws, create: creatorFor(other) }, mayInvoke);
    const before = await statusFor(caller);
    await permit(aws, fn, "210987654321");

    assert.deepEqual([before, await statusFor(caller)], [403, 200]);
  });

  it("lets a function call another with the credentials of its own role", async () => {
    const caller = await deployCallingFunction(aws, url, mayInvoke);

    const { status, iam } = await callThrough(caller);

    assert.equal(status, 200);
    assert.equal(iam?.userArn, `arn:aws:sts::${account}:assumed-role/caller/caller`);
  });

  it("gives a function credentials that last longer than its process", async () => {
    const clock = createFakeClock(Date.now());
    const driven = await openAws({ clock });
    const name = `async () => ({ statusCode: 200, body: process.env.AWS_LAMBDA_LOG_STREAM_NAME })`;
    const own = await deployUrl(driven, await deployFunction(driven, name));
    const process = async (): Promise<string> => (await fetch(own)).text();

    const first = await process();
    clock.advance(6 * 3_600_000);
    const second = await process();
    await driven.stop();

    assert.notEqual(first, second);
  });

  it("refuses a function whose role may not", async () => {
    const caller = await deployCallingFunction(aws, url, { ...mayInvoke, Resource: "arn:aws:lambda:*:*:function:x" });

    assert.equal((await callThrough(caller)).status, 403);
  });
});

/** Creates through another provider of the same simulator. */
function creatorFor(provider: Deployment["provider"]): Deployment["create"] {
  return async (type, name, given) => {
    const urn = `urn:pulumi:test::simulator::${type}::other-${name}`;
    const { inputs } = await provider.check({ urn, news: given, olds: undefined });
    return { urn, type, inputs, ...(await provider.create({ urn, news: inputs, preview: false })) };
  };
}

/** A public function that signs a request to `target` with what its environment gives it. Answers its address. */
async function deployCallingFunction(aws: Deployment, target: string, statement: object): Promise<string> {
  await deployCaller(aws, statement);
  const fn = await aws.create(tokens.function, "caller", {
    name: "caller",
    role: `arn:aws:iam::${account}:role/caller`,
    handler: "index.handler",
    runtime: "nodejs24.x",
    environment: { variables: { TARGET: target } },
    code: codeOf(signingHandler),
  });
  const { outputs } = await aws.create(tokens.functionUrl, "caller", {
    functionName: fn.id,
    authorizationType: "NONE",
  });
  const anyone = { function: fn.id, principal: "*" };
  await aws.create(tokens.permission, "a", {
    ...anyone,
    action: "lambda:InvokeFunctionUrl",
    functionUrlAuthType: "NONE",
  });
  await aws.create(tokens.permission, "b", {
    ...anyone,
    action: "lambda:InvokeFunction",
    invokedViaFunctionUrl: true,
  });
  return String(outputs.functionUrl);
}

/** What came of the request that a function made, and whom it was taken for. */
async function callThrough(caller: string): Promise<{ readonly status: number; readonly iam?: Iam }> {
  return JSON.parse(await (await fetch(caller)).text());
}

/** Written out, because the function has no packages: AWS's steps, and nothing else. */
const signingHandler = `async () => {
  const { createHash, createHmac } = await import("node:crypto");
  const { TARGET, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
  const { host } = new URL(TARGET);
  const time = new Date().toISOString().replace(/[-:]|\\.\\d+/g, "");
  const scope = [time.slice(0, 8), AWS_REGION, "lambda", "aws4_request"];
  const hash = (text) => createHash("sha256").update(text).digest("hex");
  const names = "host;x-amz-date;x-amz-security-token";
  const lines = ["host:" + host, "x-amz-date:" + time, "x-amz-security-token:" + AWS_SESSION_TOKEN];
  const canonical = ["GET", "/", "", ...lines, "", names, hash("")].join("\\n");
  const text = ["AWS4-HMAC-SHA256", time, scope.join("/"), hash(canonical)].join("\\n");
  const key = scope.reduce((one, part) => createHmac("sha256", one).update(part).digest(), "AWS4" + AWS_SECRET_ACCESS_KEY);
  const signature = createHmac("sha256", key).update(text).digest("hex");
  const credential = AWS_ACCESS_KEY_ID + "/" + scope.join("/");
  const response = await fetch(TARGET, { headers: {
    "x-amz-date": time,
    "x-amz-security-token": AWS_SESSION_TOKEN,
    authorization: "AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=" + names + ", Signature=" + signature,
  } });
  const { requestContext } = await response.json();
  return { statusCode: 200, body: JSON.stringify({ status: response.status, iam: requestContext?.authorizer.iam }) };
}`;

import assert from "node:assert/strict";
import { createFakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { codeOf, deployFunction, deployUrl, openAws, tokens, trustOf } from "../shop.ts";
import { type CredentialVariables, credentialsOf, fetchSigned, type Iam } from "./signer.ts";

const echo = "async (event) => ({ statusCode: 200, body: JSON.stringify(event) })";
const account = "123456789012";

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

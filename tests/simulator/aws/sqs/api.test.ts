import assert from "node:assert/strict";
import { ReceiveMessageCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Deployed, Deployment } from "../../deployment.ts";
import { credentialsOf, fetchSigned } from "../identity/signer.ts";
import { codeOf, deployUrl, openAws, tokens, trustOf } from "../shop.ts";
import { apiAddress, deployQueue, openClient } from "./client.ts";

const account = "123456789012";

/** The code of a function that sends to the queue whose address is in its environment. */
const sender = `async () => {
  const { SQSClient, SendMessageCommand } = await import("@aws-sdk/client-sqs");
  try {
    const { MessageId } = await new SQSClient({ maxAttempts: 1 }).send(
      new SendMessageCommand({ QueueUrl: process.env.QUEUE, MessageBody: "from a function" }),
    );
    return { statusCode: 200, body: MessageId };
  } catch ({ name, message }) {
    return { statusCode: 500, body: name + ": " + message };
  }
}`;

describe("aws: who may call SQS", () => {
  let aws: Deployment;
  let queue: Deployed;
  let client: SQSClient;
  beforeEach(async () => {
    aws = await openAws();
    queue = await deployQueue(aws);
    client = await openClient(aws);
  });
  afterEach(async () => {
    await aws.stop();
    client.destroy();
  });

  const allowing = (Action: string, more: object = {}) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action, Resource: queue.outputs.arn, ...more }],
    });
  const bodyOf = async () => (await client.send(new ReceiveMessageCommand({ QueueUrl: queue.id }))).Messages?.[0]?.Body;

  const deploySender = async (policy?: string): Promise<string> => {
    const role = await aws.create(tokens.role, "sender", {
      name: "sender",
      assumeRolePolicy: trustOf("lambda.amazonaws.com"),
      ...(policy === undefined ? {} : { inlinePolicies: [{ name: "own", policy }] }),
    });
    const fn = await aws.create(tokens.function, "sender", {
      ...{ name: "sender", role: role.outputs.arn, handler: "index.handler", runtime: "nodejs24.x" },
      ...{ code: codeOf(sender), timeout: 20, environment: { variables: { QUEUE: queue.id } } },
    });
    return deployUrl(aws, fn);
  };

  it("lets a function send with the official client and its own role", async () => {
    const url = await deploySender(allowing("sqs:SendMessage"));

    const response = await fetch(url);

    assert.match(await response.text(), /^[\da-f-]{36}$/);
    assert.equal(await bodyOf(), "from a function");
  }).timeout(30_000);

  it("refuses a function whose role may not send", async () => {
    const url = await deploySender(allowing("sqs:ReceiveMessage"));

    const text = await (await fetch(url)).text();

    assert.match(
      text,
      /^AccessDenied\w*: User: arn:aws:sts::123456789012:assumed-role\/sender\/sender is not authorized/,
    );
    assert.match(text, /to perform: sqs:sendmessage on resource: arn:aws:sqs:eu-central-1:123456789012:orders/);
    assert.equal(await bodyOf(), undefined);
  }).timeout(30_000);

  it("asks the policies of the caller and of the queue", async () => {
    const open = await deployQueue(aws, "open", {
      policy: allowing("sqs:*", { Resource: "*", Principal: { AWS: account } }),
    });
    const role = await aws.create(tokens.role, "caller", {
      ...{ name: "caller", assumeRolePolicy: trustOf("lambda.amazonaws.com") },
      inlinePolicies: [{ name: "own", policy: allowing("sqs:*", { Resource: "*", Effect: "Deny" }) }],
    });
    const denied = await openClient(aws, String(role.outputs.arn));

    await client.send(new SendMessageCommand({ QueueUrl: open.id, MessageBody: "mine" }));

    await assert.rejects(denied.send(new SendMessageCommand({ QueueUrl: open.id, MessageBody: "theirs" })), {
      name: /AccessDenied/,
    });
    denied.destroy();
  });

  it("asks a policy that is deployed beside the queue, in place of the queue's own", async () => {
    const role = await aws.create(tokens.role, "caller", {
      ...{ name: "caller", assumeRolePolicy: trustOf("lambda.amazonaws.com") },
    });
    const caller = await openClient(aws, String(role.outputs.arn));
    const send = () => caller.send(new SendMessageCommand({ QueueUrl: queue.id, MessageBody: "one" }));
    const policyFor = (AWS: unknown) => allowing("sqs:SendMessage", { Principal: { AWS } });
    queue = await aws.update(queue, { ...queue.inputs, policy: policyFor(role.outputs.arn) });
    await send();

    const beside = await aws.create(tokens.queuePolicy, "orders", {
      queueUrl: queue.id,
      policy: policyFor(`arn:aws:iam::${account}:role/another`),
    });

    await assert.rejects(send(), { name: /AccessDenied/ });
    await aws.update(beside, { ...beside.inputs, policy: policyFor(role.outputs.arn) });
    await send();
    caller.destroy();
  });

  it("refuses calls without a signature, or with a wrong one", async () => {
    const call = {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.GetQueueUrl" },
      body: JSON.stringify({ QueueName: "orders" }),
    };
    const credentials = await credentialsOf(aws, account);
    const codeOf = async (response: Response) => [response.status, response.headers.get("x-amzn-errortype")];

    assert.deepEqual(await codeOf(await fetch(apiAddress(aws), call)), [403, "MissingAuthenticationTokenException"]);
    assert.deepEqual(
      await codeOf(
        await fetchSigned(apiAddress(aws), {
          ...{ ...call, service: "sqs" },
          credentials: { ...credentials, AWS_SECRET_ACCESS_KEY: "another" },
        }),
      ),
      [403, "InvalidSignatureException"],
    );
    const right = await fetchSigned(apiAddress(aws), { ...call, service: "sqs", credentials });
    assert.deepEqual(await right.json(), { QueueUrl: queue.id });
  });

  it("says of another service that the simulator does not have it", async () => {
    const credentials = await credentialsOf(aws, account);

    const response = await fetchSigned(apiAddress(aws), { credentials, service: "kinesis", method: "POST" });

    assert.equal(response.status, 501);
    assert.match(
      await response.text(),
      /SimulatorLimit.*the simulator has only sts, lambda, sqs, sns, .*, not kinesis/,
    );
  });
});

import assert from "node:assert/strict";
import { CreateTopicCommand, PublishCommand } from "@aws-sdk/client-sns";
import type { Deployed, Deployment } from "../../deployment.ts";
import { credentialsOf, fetchSigned } from "../identity/signer.ts";
import { codeOf, deployUrl, openAws, tokens, trustOf } from "../shop.ts";
import { apiAddress } from "../sqs/client.ts";
import { deployTopic, messagesIn, openSns, subscribeQueue } from "./topics.ts";

/** The code of a function that publishes to the topic whose ARN is in its environment. */
const publisher = `async () => {
  const { SNSClient, PublishCommand } = await import("@aws-sdk/client-sns");
  try {
    const { MessageId } = await new SNSClient({ maxAttempts: 1 }).send(
      new PublishCommand({ TopicArn: process.env.TOPIC, Message: "from a function" }),
    );
    return { statusCode: 200, body: MessageId };
  } catch ({ name, message }) {
    return { statusCode: 500, body: name + ": " + message };
  }
}`;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-overview-of-managing-access.html */
describe("aws: who may call SNS", () => {
  let aws: Deployment;
  let topic: Deployed;
  let queue: Deployed;
  beforeEach(async () => {
    aws = await openAws();
    topic = await deployTopic(aws);
    ({ queue } = await subscribeQueue(aws, topic, "first"));
  });
  afterEach(() => aws.stop());

  const allowing = (Action: string, more: object = {}) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: topic.id, ...more }] });
  const deployCaller = (policy?: string) =>
    aws.create(tokens.role, "caller", {
      ...{ name: "caller", assumeRolePolicy: trustOf("lambda.amazonaws.com") },
      ...(policy === undefined ? {} : { inlinePolicies: [{ name: "own", policy }] }),
    });
  const publishFromFunction = async (policy: string) => {
    const role = await deployCaller(policy);
    const fn = await aws.create(tokens.function, "publisher", {
      ...{ name: "publisher", role: role.outputs.arn, handler: "index.handler", runtime: "nodejs24.x" },
      ...{ code: codeOf(publisher), timeout: 20, environment: { variables: { TOPIC: topic.id } } },
    });
    return (await fetch(await deployUrl(aws, fn))).text();
  };

  it("lets a function publish with the official client and its own role", async () => {
    assert.match(await publishFromFunction(allowing("sns:Publish")), /^[\da-f-]{36}$/);

    const [message] = await messagesIn(aws, queue);
    assert.equal(JSON.parse(message?.Body ?? "").Message, "from a function");
  }).timeout(30_000);

  it("refuses a function whose role may not publish", async () => {
    const text = await publishFromFunction(allowing("sns:Subscribe"));

    assert.match(
      text,
      /^AuthorizationError\w*: User: arn:aws:sts::123456789012:assumed-role\/caller\/publisher is not/,
    );
    assert.match(text, /to perform: SNS:Publish on resource: arn:aws:sns:eu-central-1:123456789012:events/);
    assert.deepEqual(await messagesIn(aws, queue), []);
  }).timeout(30_000);

  it("lets in whom the topic's own policy names", async () => {
    const role = await deployCaller();
    const client = await openSns(aws, String(role.outputs.arn));
    const publish = () => client.send(new PublishCommand({ TopicArn: topic.id, Message: "one" }));
    await assert.rejects(publish(), { name: "AuthorizationErrorException" });

    await aws.update(topic, {
      ...topic.inputs,
      policy: allowing("sns:Publish", { Principal: { AWS: role.outputs.arn } }),
    });

    await publish();
    client.destroy();
  });

  it("says of other calls that the simulator does not have them, and answers in XML", async () => {
    const client = await openSns(aws);
    await assert.rejects(client.send(new CreateTopicCommand({ Name: "other" })), /SNS does not have CreateTopic/);
    client.destroy();

    const credentials = await credentialsOf(aws, "123456789012");
    const body = new URLSearchParams({ Action: "Publish", TopicArn: topic.id, Message: "one" }).toString();
    const response = await fetchSigned(apiAddress(aws), { credentials, service: "sns", method: "POST", body });

    assert.equal(response.headers.get("content-type"), "text/xml");
    // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Examples
    assert.match(
      await response.text(),
      /^<PublishResponse xmlns="http:\/\/sns\.amazonaws\.com\/doc\/2010-03-31\/"><PublishResult><MessageId>[\da-f-]{36}<\/MessageId><\/PublishResult><ResponseMetadata><RequestId>[\da-f-]{36}<\/RequestId><\/ResponseMetadata><\/PublishResponse>$/,
    );
  });
});

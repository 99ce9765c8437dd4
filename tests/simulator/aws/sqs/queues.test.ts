import assert from "node:assert/strict";
import { GetQueueAttributesCommand, ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import type { Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { openAws, tokens } from "../shop.ts";
import { deployDead, deployQueue, openClient } from "./client.ts";

describe("aws: queues", () => {
  it("have an ARN, and their address as URL and id, also with a prefix or the provider's name", async () => {
    await using lives = new Lives(openAws);
    const aws = await lives.start();

    const { id, outputs } = await deployQueue(aws);
    const prefixed = await aws.create("aws:sqs/queue:Queue", "prefixed", { namePrefix: "shop-" });

    assert.match(id, /^http:\/\/127\.0\.0\.1:\d+\/123456789012\/orders$/);
    assert.equal(outputs.url, id);
    assert.equal(outputs.arn, "arn:aws:sqs:eu-central-1:123456789012:orders");
    assert.equal(outputs.visibilityTimeoutSeconds, 30);
    assert.match(String(prefixed.outputs.name), /^shop-[\da-f]{26}$/);
  });

  it("need the dead-letter queue that they name", async () => {
    await using lives = new Lives(openAws);
    const aws = await lives.start({ live: false });
    const redrivePolicy = JSON.stringify({
      deadLetterTargetArn: "arn:aws:sqs:eu-central-1:123456789012:dead",
      maxReceiveCount: 3,
    });

    await assert.rejects(deployQueue(aws, "orders", { redrivePolicy }), /Dead letter target does not exist/);
  });

  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
  it("take dead letters only of those that their redrive allow policy names", async () => {
    await using lives = new Lives(openAws);
    const aws = await lives.start();
    const { dead, redrivePolicy } = await deployDead(aws, 3);
    const orders = await deployQueue(aws, "orders", { redrivePolicy });
    const allow = await aws.create(tokens.redriveAllowPolicy, "dead", {
      queueUrl: dead.id,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [orders.outputs.arn] }),
    });

    await assert.rejects(deployQueue(aws, "others", { redrivePolicy }), /does not allow this source queue/);
    await aws.update(orders, { ...orders.inputs, delaySeconds: 1 });
    const client = await openClient(aws);
    const command = new GetQueueAttributesCommand({ QueueUrl: dead.id, AttributeNames: ["RedriveAllowPolicy"] });
    assert.deepEqual((await client.send(command)).Attributes, { RedriveAllowPolicy: allow.inputs.redriveAllowPolicy });
    client.destroy();

    await aws.update(allow, { ...allow.inputs, redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }) });
    await assert.rejects(aws.update(orders, { ...orders.inputs, delaySeconds: 2 }), /does not allow this source queue/);
    await aws.remove(allow);
    await deployQueue(aws, "others", { redrivePolicy });
  });

  it("keep their messages and their address through a restart, and their messages at another port", async () => {
    await using lives = new Lives(openAws);
    const look = async (aws: Deployment, QueueUrl: string | undefined) => {
      const client = await openClient(aws);
      const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
      client.destroy();
      return Messages.map(({ Body }) => Body);
    };
    const first = await lives.start();
    const queue = await deployQueue(first);
    const client = await openClient(first);
    await client.send(new SendMessageCommand({ QueueUrl: queue.id, MessageBody: "one" }));
    client.destroy();
    await lives.stop();

    assert.deepEqual(await look(await lives.start(), queue.id), ["one"]);
    await lives.stop();
    const third = await lives.start({ basePort: 20_500 });
    const [moved] = third.simulator.world.store.find("aws:sqs/queue:Queue");

    assert.match(String(moved?.id), /^http:\/\/127\.0\.0\.1:2\d{4}\/123456789012\/orders$/);
    assert.equal(moved?.outputs.url, moved?.id);
    assert.deepEqual(await look(third, moved?.id), ["one"]);
  });
});

import assert from "node:assert/strict";
import { ReceiveMessageCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { createTemporaryFolder } from "../../support/temporary-folder.ts";
import { openAws } from "../shop.ts";
import { deployQueue, openClient } from "./client.ts";

describe("aws: queues", () => {
  it("have an ARN, and their address as URL and id, also with a prefix or the provider's name", async () => {
    const aws = await openAws();
    const { id, outputs } = await deployQueue(aws);
    const prefixed = await aws.create("aws:sqs/queue:Queue", "prefixed", { namePrefix: "shop-" });
    await aws.stop();

    assert.match(id, /^http:\/\/127\.0\.0\.1:\d+\/123456789012\/orders$/);
    assert.equal(outputs.url, id);
    assert.equal(outputs.arn, "arn:aws:sqs:eu-central-1:123456789012:orders");
    assert.equal(outputs.visibilityTimeoutSeconds, 30);
    assert.match(String(prefixed.outputs.name), /^shop-[\da-f]{26}$/);
  });

  it("need the dead-letter queue that they name", async () => {
    const aws = await openAws({ live: false });
    const redrivePolicy = JSON.stringify({
      deadLetterTargetArn: "arn:aws:sqs:eu-central-1:123456789012:dead",
      maxReceiveCount: 3,
    });

    await assert.rejects(deployQueue(aws, "orders", { redrivePolicy }), /Dead letter target does not exist/);
    await aws.stop();
  });

  it("keep their messages and their address through a restart, and their messages at another port", async () => {
    const folder = createTemporaryFolder();
    const first = await openAws({ data: folder.path, basePort: 0 });
    const queue = await deployQueue(first);
    const client = await openClient(first);
    await client.send(new SendMessageCommand({ QueueUrl: queue.id, MessageBody: "one" }));
    client.destroy();
    await first.stop();

    const second = await openAws({ data: folder.path, basePort: 0 });
    const again = await openClient(second);
    const { Messages } = await again.send(new ReceiveMessageCommand({ QueueUrl: queue.id, VisibilityTimeout: 0 }));
    again.destroy();
    await second.stop();
    const third = await openAws({ data: folder.path, basePort: 20_500 });
    const [moved] = third.simulator.world.store.find("aws:sqs/queue:Queue");
    const away = await openClient(third);
    const late = await away.send(new ReceiveMessageCommand({ QueueUrl: moved?.id }));
    away.destroy();
    await third.stop();
    folder.remove();

    assert.equal(Messages?.[0]?.Body, "one");
    assert.match(String(moved?.id), /^http:\/\/127\.0\.0\.1:2\d{4}\/123456789012\/orders$/);
    assert.equal(moved?.outputs.url, moved?.id);
    assert.equal(late.Messages?.[0]?.Body, "one");
  });
});

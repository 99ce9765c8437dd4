import { ReceiveMessageCommand, SendMessageCommand, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import type { KeptMessage } from "../../../kit/conformance/consumes/target.ts";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { openClient } from "../../simulator/aws/sqs/client.ts";
import { config } from "../deployment.ts";
import type { Bins } from "./index.ts";

const account = "123456789012";

/** By SQS's own client. */
export async function openAwsBins(simulator: Simulator): Promise<Bins> {
  const client = await openClient({ simulator } as never, account, config["aws:region"]);
  const bins: Bins = {
    async list(attributes, where) {
      const found = new Map<string, KeptMessage>();
      const QueueUrl = where === "itself" ? attributes.url : attributes.deadLetters;
      for (let size = -1; size < found.size; ) {
        size = found.size;
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 10,
            VisibilityTimeout: 1,
            MessageAttributeNames: ["All"],
          }),
        );
        for (const { MessageId = "", Body = "", MessageAttributes = {} } of Messages) {
          const { fourfold, ...own } = MessageAttributes;
          const envelope = JSON.parse(fourfold?.StringValue ?? "{}");
          const texts = Object.entries(own).map(([name, { StringValue = "" }]) => [name, StringValue] as const);
          const { id = MessageId, reason } = envelope;
          found.set(MessageId, { body: Body, attributes: Object.fromEntries(texts), id, reason });
        }
      }
      return [...found.values()];
    },
    async redrive(queue) {
      // What was listed a moment ago is hidden.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      const letters = await bins.list(queue, "dead letters");
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      await client.send(
        new StartMessageMoveTaskCommand({
          SourceArn: queue.deadLettersArn,
          DestinationArn: queue.arn,
        }),
      );
      return letters.length;
    },
    async put(attributes, text) {
      await client.send(new SendMessageCommand({ QueueUrl: attributes.url, MessageBody: text }));
    },
  };
  return bins;
}

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ReceiveMessageCommand, SendMessageCommand, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import type { KeptMessage } from "../../../kit/conformance/consumes/target.ts";
import { signedHeaders } from "../../../kit/runtime/platform/aws-signature.ts";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { openClient } from "../../simulator/aws/sqs/client.ts";
import { config } from "../deployment.ts";
import type { Bins } from "./index.ts";

const account = "123456789012";

/** Those of Amazon's examples: https://docs.aws.amazon.com/IAM/latest/UserGuide/security-creds-programmatic-access.html */
const forgedKeys = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html */
const request: Bins["request"] = (verb, { url = "", deadLetters = "" }, where) => {
  const QueueUrl = where === "itself" ? url : deadLetters;
  const action = verb === "send" ? "SendMessage" : "ReceiveMessage";
  return {
    ...{ cloud: "aws", method: "POST", url: new URL("/", QueueUrl).href },
    headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${action}` },
    body: JSON.stringify({ QueueUrl, ...(verb === "send" ? { MessageBody: "{}" } : {}) }),
  };
};

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
    request,
    // https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
    calls(name, item) {
      const { endpoints, store } = simulator.world;
      const api = endpoints.list().find(({ key }) => key === "aws/api");
      const own = store
        .all()
        .find(({ type, id }) => type === "aws:lambda/function:Function" && id.startsWith(`messages-${name}-`));
      assert.ok(api && own);
      const Records = [{ messageId: randomUUID(), body: JSON.stringify(item), attributes: {}, messageAttributes: {} }];
      const url = `${api.url}/2015-03-31/functions/${own.id}/invocations`;
      return [{ cloud: "aws", method: "POST", url, headers: {}, body: JSON.stringify({ Records }) }];
    },
    forge({ url, ...asked }) {
      const service = "x-amz-target" in asked.headers ? "sqs" : "lambda";
      const signing = { keys: forgedKeys, service, region: config["aws:region"], time: new Date() };
      const { host: _, ...headers } = signedHeaders({ ...asked, url: new URL(url) }, signing);
      return headers;
    },
  };
  return bins;
}

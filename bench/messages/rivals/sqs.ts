import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { Driver } from "../../../kit/runtime/links.ts";
import { addressOf } from "../../drivers/address.ts";
import { attribute, envelope } from "./envelope.ts";

/** https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sqs/command/SendMessageCommand/ */
export const open: Driver = (_link, environment) => {
  const client = new SQSClient({});
  const QueueUrl = addressOf(environment);
  const toMessage = (item: unknown) => ({
    MessageBody: JSON.stringify(item),
    MessageAttributes: { [attribute]: { DataType: "String", StringValue: envelope() } },
  });
  return {
    send: (item: unknown) => client.send(new SendMessageCommand({ QueueUrl, ...toMessage(item) })),
    sendMany: (items: readonly unknown[]) => {
      const Entries = items.map((item, at) => ({ Id: String(at), ...toMessage(item) }));
      return client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    },
  };
};

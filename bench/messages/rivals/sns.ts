import { PublishBatchCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Driver } from "../../../kit/runtime/links.ts";
import { addressOf } from "../../drivers/address.ts";
import { attribute, envelope } from "./envelope.ts";

/** https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sns/command/PublishCommand/ */
export const open: Driver = (_link, environment) => {
  const client = new SNSClient({});
  const TopicArn = addressOf(environment);
  const toMessage = (item: unknown) => ({
    Message: JSON.stringify(item),
    MessageAttributes: { [attribute]: { DataType: "String", StringValue: envelope() } },
  });
  return {
    publish: (item: unknown) => client.send(new PublishCommand({ TopicArn, ...toMessage(item) })),
    publishMany: (items: readonly unknown[]) => {
      const entries = items.map((item, at) => ({ Id: String(at), ...toMessage(item) }));
      return client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }));
    },
  };
};

import { deployTable } from "../../../tests/simulator/aws/dynamodb/client.ts";
import { credentialsOf } from "../../../tests/simulator/aws/identity/signer.ts";
import { openAws } from "../../../tests/simulator/aws/shop.ts";
import { deployTopic } from "../../../tests/simulator/aws/sns/topics.ts";
import { apiAddress, deployQueue } from "../../../tests/simulator/aws/sqs/client.ts";
import { type NodePlace, nodePlace, tableLayout } from "./place.ts";

/** SQS, SNS and DynamoDB, called by their owner. */
export async function openAwsPlace(): Promise<NodePlace> {
  const aws = await openAws();
  const [hashKey, rangeKey] = tableLayout.key;
  const [queue, topic] = [await deployQueue(aws), await deployTopic(aws)];
  const table = await deployTable(aws, "orders", { hashKey, rangeKey });
  const keys = await credentialsOf(aws, "123456789012");
  const common = { ...keys, AWS_REGION: "eu-central-1", AWS_ENDPOINT_URL: apiAddress(aws) };
  return nodePlace(common, { queue: queue.id, topic: topic.id, table: table.id }, () => aws.stop());
}

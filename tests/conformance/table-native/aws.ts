import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { configurationFor } from "../../simulator/aws/sqs/client.ts";
import { config } from "../deployment.ts";
import { type NativeTable, ofReader } from "./contract.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
export const aws: NativeTable = {
  async read({ userId, id }, target) {
    const client = new DynamoDBClient(
      await configurationFor(target, ofReader(target, "Role", "arn"), config["aws:region"]),
    );
    const Key = { userId: { S: userId }, id: { S: id } };
    const { Item = {} } = await client.send(new GetItemCommand({ TableName: target.attributesOf("orders").name, Key }));
    client.destroy();
    return Item;
  },
  expected: ({ userId, id, expiresAt }) => ({
    ...{ userId: { S: userId }, id: { S: id }, status: { S: "placed" }, placedAt: { S: "2026-11-29T17:00:00.000Z" } },
    ...{ count: { N: "3" }, total: { N: "12.5" }, paid: { BOOL: true }, note: { NULL: true }, text: { S: "" } },
    ...{ tags: { L: [{ S: "a" }, { S: "ä" }, { N: "1" }] }, none: { L: [] } },
    address: { M: { city: { S: "Köln" }, lines: { L: [{ M: { text: { S: "Straße 1" } } }] } } },
    // Seconds since 1970, for the time to live:
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
    expiresAt: { N: String(expiresAt) },
  }),
  beside: ["_version"],
};

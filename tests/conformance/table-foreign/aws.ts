import { DynamoDBClient, DynamoDBServiceException, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { dynamodb } from "@pulumi/aws";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { configurationFor } from "../../simulator/aws/sqs/client.ts";
import { config } from "../deployment.ts";
import { entries, type Foreign, ofFunction } from "./foreign.ts";

const clientOf = async (simulator: Simulator, role?: string) =>
  new DynamoDBClient(await configurationFor({ simulator }, role, config["aws:region"]));

const texts = (item: object) => Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }]));

/** A table of DynamoDB. */
export const aws: Foreign = {
  make() {
    const attributes = ["id", "email", "status", "at"].map((name) => ({ name, type: "S" }));
    const globalSecondaryIndexes = [
      { name: "byEmail", hashKey: "email", projectionType: "ALL" },
      { name: "byStatus", hashKey: "status", rangeKey: "at", projectionType: "ALL" },
    ];
    return new dynamodb.Table("theirs", {
      ...{ hashKey: "id", attributes, globalSecondaryIndexes, billingMode: "PAY_PER_REQUEST" },
    }).arn;
  },
  async fill(simulator, id) {
    const client = await clientOf(simulator);
    const more = { M: { set: { SS: ["x", "y"] }, numbers: { NS: ["1"] }, bytes: { B: Buffer.from("hi") } } };
    const TableName = id.split("/")[1];
    const ann = { ...texts({ id: "ann", email: "a@example.com" }), more };
    for (const Item of [ann, ...entries.map(texts)]) await client.send(new PutItemCommand({ TableName, Item }));
    client.destroy();
  },
  more: { set: ["x", "y"], numbers: [1], bytes: Buffer.from("hi").toString("base64") },
  // Nothing marks a write but Fourfold.
  version: /^$/,
  async write(simulator, id) {
    const client = await clientOf(simulator, String(ofFunction(simulator, /:Role$/, "name")?.outputs.arn));
    try {
      await client.send(new PutItemCommand({ TableName: id.split("/")[1], Item: texts({ id: "ann" }) }));
      return 200;
    } catch (thrown) {
      if (thrown instanceof DynamoDBServiceException && thrown.name === "AccessDeniedException") return 403;
      throw thrown;
    } finally {
      client.destroy();
    }
  },
};

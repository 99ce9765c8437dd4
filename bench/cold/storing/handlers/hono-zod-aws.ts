import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { receipt } from "../../handlers/order.ts";
import { Order } from "../../handlers/order-zod.ts";
import { tableAddress } from "./link.ts";

const [database, queue] = [new DynamoDBClient({}), new SQSClient({})];
const TableName = tableAddress();
const { FOURFOLD_ORDERS: QueueUrl } = process.env;

const app = new Hono().post("/orders", async (c) => {
  const { data, error } = Order.safeParse(await c.req.json());
  if (error !== undefined) return c.json({ issues: error.issues }, 400);
  const order = { ...data, id: crypto.randomUUID() };
  const items = order.items.map(({ sku, quantity, price }) => ({
    M: { sku: { S: sku }, quantity: { N: String(quantity) }, price: { N: String(price) } },
  }));
  // Without the document client, which would make the bundle larger.
  const Item = { customer: { S: order.customer }, id: { S: order.id }, items: { L: items } };
  await database.send(new PutItemCommand({ TableName, Item }));
  await queue.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(order) }));
  return c.json(receipt(order));
});

export const handler = handle(app);

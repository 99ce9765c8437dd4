import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { receipt } from "../../handlers/order.ts";
import { Order } from "../../handlers/order-zod.ts";

const client = new SQSClient({});
const { FOURFOLD_ORDERS: QueueUrl } = process.env;

const app = new Hono().post("/orders", async (c) => {
  const { data, error } = Order.safeParse(await c.req.json());
  if (error !== undefined) return c.json({ issues: error.issues }, 400);
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(data) }));
  return c.json(receipt(data));
});

export const handler = handle(app);

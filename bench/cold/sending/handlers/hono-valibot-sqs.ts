import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import * as v from "valibot";
import { receipt } from "../../handlers/order.ts";
import { Order } from "../../handlers/order-valibot.ts";

const client = new SQSClient({});
const { FOURFOLD_ORDERS: QueueUrl } = process.env;

const app = new Hono().post("/orders", async (c) => {
  const { success, output, issues } = v.safeParse(Order, await c.req.json());
  if (!success) return c.json({ issues }, 400);
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(output) }));
  return c.json(receipt(output));
});

export const handler = handle(app);

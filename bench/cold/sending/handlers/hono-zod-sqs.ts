import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import * as z from "zod";
import { receipt } from "../../handlers/order.ts";

const Item = z.object({ sku: z.string().min(1), quantity: z.number().int().min(1), price: z.number().min(0) });
const Order = z.object({ customer: z.string().min(1), items: z.array(Item).min(1) });

const client = new SQSClient({});
const { FOURFOLD_ORDERS: QueueUrl } = process.env;

const app = new Hono().post("/orders", async (c) => {
  const { data, error } = Order.safeParse(await c.req.json());
  if (error !== undefined) return c.json({ issues: error.issues }, 400);
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(data) }));
  return c.json(receipt(data));
});

export const handler = handle(app);

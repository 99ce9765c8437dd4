import { PubSub } from "@google-cloud/pubsub";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import * as z from "zod";
import { receipt } from "../../handlers/order.ts";

const Item = z.object({ sku: z.string().min(1), quantity: z.number().int().min(1), price: z.number().min(0) });
const Order = z.object({ customer: z.string().min(1), items: z.array(Item).min(1) });

const { FOURFOLD_ORDERS: topic = "" } = process.env;
const [, projectId = ""] = topic.split("/");
const options = { fallback: true, protocol: "http", projectId, emulatorMode: false };
const orders = new PubSub(options).topic(topic, { batching: { maxMessages: 1 } });

const app = new Hono().post("/orders", async (c) => {
  const { data, error } = Order.safeParse(await c.req.json());
  if (error !== undefined) return c.json({ issues: error.issues }, 400);
  await orders.publishMessage({ json: data });
  return c.json(receipt(data));
});

export const handler = getRequestListener(app.fetch);

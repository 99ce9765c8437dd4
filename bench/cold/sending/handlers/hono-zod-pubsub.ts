import { PubSub } from "@google-cloud/pubsub";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { receipt } from "../../handlers/order.ts";
import { Order } from "../../handlers/order-zod.ts";

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

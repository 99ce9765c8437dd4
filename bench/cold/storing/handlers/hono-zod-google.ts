import { Firestore } from "@google-cloud/firestore";
import { PubSub } from "@google-cloud/pubsub";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { receipt } from "../../handlers/order.ts";
import { Order } from "../../handlers/order-zod.ts";
import { tableAddress } from "./link.ts";

const { FOURFOLD_ORDERS: topic = "", CLOUDSDK_API_ENDPOINT_OVERRIDES_FIRESTORE: endpoint = "" } = process.env;
const [, projectId = "", , databaseId = "", , collection = ""] = tableAddress().split("/");
const { host } = new URL(endpoint);
const kept = new Firestore({ projectId, databaseId, host, ssl: false, preferRest: true }).collection(collection);
const options = { fallback: true, protocol: "http", projectId, emulatorMode: false };
const orders = new PubSub(options).topic(topic, { batching: { maxMessages: 1 } });

const app = new Hono().post("/orders", async (c) => {
  const { data, error } = Order.safeParse(await c.req.json());
  if (error !== undefined) return c.json({ issues: error.issues }, 400);
  const order = { ...data, id: crypto.randomUUID() };
  await kept.doc(order.id).set(order);
  await orders.publishMessage({ json: order });
  return c.json(receipt(order));
});

export const handler = getRequestListener(app.fetch);

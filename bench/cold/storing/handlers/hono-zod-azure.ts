import { CosmosClient } from "@azure/cosmos";
import { app as functions } from "@azure/functions";
import { ManagedIdentityCredential } from "@azure/identity";
import { ServiceBusClient } from "@azure/service-bus";
import { azureHonoHandler } from "@marplex/hono-azurefunc-adapter";
import { Hono } from "hono";
import { receipt } from "../../handlers/order.ts";
import { Order } from "../../handlers/order-zod.ts";

const { SERVICE_BUS_NAMESPACE: namespace = "", COSMOS_ENDPOINT: endpoint = "" } = process.env;
const credential = new ManagedIdentityCredential();
const orders = new ServiceBusClient(namespace, credential).createSender("orders");
// It would ask for the account's regions now and then: https://learn.microsoft.com/javascript/api/@azure/cosmos/connectionpolicy
const connectionPolicy = { enableBackgroundEndpointRefreshing: false };
const client = new CosmosClient({ endpoint, aadCredentials: credential, connectionPolicy });
const kept = client.database("shop").container("kept");

const app = new Hono().post("/orders", async (c) => {
  const { data, error } = Order.safeParse(await c.req.json());
  if (error !== undefined) return c.json({ issues: error.issues }, 400);
  const order = { ...data, id: crypto.randomUUID() };
  await kept.items.upsert(order);
  await orders.sendMessages({ body: order });
  return c.json(receipt(order));
});
functions.http("send", {
  methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
  authLevel: "anonymous",
  route: "{*path}",
  handler: azureHonoHandler(app.fetch),
});

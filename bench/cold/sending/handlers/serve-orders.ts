import { app as functions } from "@azure/functions";
import type { ServiceBusClient } from "@azure/service-bus";
import { azureHonoHandler } from "@marplex/hono-azurefunc-adapter";
import { Hono } from "hono";
import { receipt } from "../../handlers/order.ts";
import { Order } from "../../handlers/order-zod.ts";

/** Registers a function on Azure, however it signs in. https://hono.dev/docs/getting-started/azure-functions */
export function serveOrders(client: ServiceBusClient): void {
  const orders = client.createSender("orders");
  const app = new Hono().post("/orders", async (c) => {
    const { data, error } = Order.safeParse(await c.req.json());
    if (error !== undefined) return c.json({ issues: error.issues }, 400);
    await orders.sendMessages({ body: data });
    return c.json(receipt(data));
  });
  functions.http("send", {
    methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    authLevel: "anonymous",
    route: "{*path}",
    handler: azureHonoHandler(app.fetch),
  });
}

import { ManagedIdentityCredential } from "@azure/identity";
import { ServiceBusClient } from "@azure/service-bus";
import { serveOrders } from "./serve-orders.ts";

const { SERVICE_BUS_NAMESPACE: namespace = "" } = process.env;

// https://learn.microsoft.com/azure/service-bus-messaging/service-bus-nodejs-how-to-use-queues
serveOrders(new ServiceBusClient(namespace, new ManagedIdentityCredential()));

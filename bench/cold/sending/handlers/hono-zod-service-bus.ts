import { ServiceBusClient } from "@azure/service-bus";
import { serveOrders } from "./serve-orders.ts";

// It does not connect until it sends: https://learn.microsoft.com/javascript/api/@azure/service-bus/servicebusclient
const { SERVICE_BUS_CONNECTION: connection = "" } = process.env;

serveOrders(new ServiceBusClient(connection));

/** May send, and nothing else: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/integration#azure-service-bus-data-sender */
export const serviceBusSender = {
  name: "Azure Service Bus Data Sender",
  id: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
} as const;

/** May receive: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/integration#azure-service-bus-data-receiver */
export const serviceBusReceiver = {
  name: "Azure Service Bus Data Receiver",
  id: "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
} as const;

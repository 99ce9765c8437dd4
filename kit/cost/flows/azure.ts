import type { Inputs } from "../resources/inputs.ts";
import { type Flow, source, type Timer, users } from "./contract.ts";

const queue = "azure-native:servicebus:Queue";
const topic = "azure-native:servicebus:Topic";
const subscription = "azure-native:servicebus:Subscription";

/** None: the times of a timer stand in a function's code, which no provider receives. */
export const timers: readonly Timer[] = [];

/** Azure Service Bus Data Receiver: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/integration#azure-service-bus-data-receiver */
const receiver = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";

const isReceiver = (inputs: Inputs): boolean => inputs.text("roleDefinitionId").endsWith(receiver);

/** An identity that may receive from a queue: whoever has it processes the messages. */
const receiving = { ...users("azure-native:authorization:RoleAssignment", "principalId", "all"), where: isReceiver };

export const flows: readonly Flow[] = [
  {
    type: "azure-native:web:WebApp",
    key: "requests",
    from: [
      {
        path: [
          source("identity", "azure-native:managedidentity:UserAssignedIdentity"),
          ...[receiving, source("scope", queue)],
        ],
        ...{ key: "messages", times: "attempts" },
      },
      { path: [receiving, source("scope", queue)], key: "messages", times: "attempts" },
    ],
  },
  { type: subscription, key: "messages", from: [{ path: [source("topicName", topic)], key: "messages" }] },
  {
    type: queue,
    key: "messages",
    from: [
      { path: [users(subscription, "forwardTo")], key: "messages" },
      { path: [users(queue, "forwardTo")], key: "messages" },
      // The meter of a queue counts what of it fails.
      { path: [users(queue, "forwardDeadLetteredMessagesTo", "last")], key: "messages" },
    ],
  },
];

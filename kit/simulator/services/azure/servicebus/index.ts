import type { World } from "../../../contract.ts";
import type { ApiService, AzureService } from "../api/index.ts";
import { Broker } from "./broker.ts";
import { namespaceType } from "./namespace.ts";
import { callers, operations } from "./operations.ts";
import { queueType } from "./queue.ts";
import { serviceBusApi } from "./rest/api.ts";
import { ruleType } from "./rule.ts";
import { subscriptionType } from "./subscription.ts";
import { topicType } from "./topic.ts";

export type { Broker, Source } from "./broker.ts";
export { nameOf, namespaceIdOf, namespaceToken, queueToken } from "./entities.ts";
export type { Received } from "./message.ts";
export { messageIdOf } from "./message.ts";
export { dataAction, missingClaim } from "./rest/api.ts";

export interface ServiceBusService extends AzureService {
  /** The broker that the triggers of functions receive from. */
  readonly broker: Broker;
}

/** Service Bus namespaces with queues, topics, subscriptions and their filters. */
export function serviceBusService(world: World, endpoint: Pick<ApiService, "open">): ServiceBusService {
  const broker = new Broker(world);
  return {
    name: "Service Bus",
    types: [namespaceType(endpoint), queueType(broker), topicType, subscriptionType(broker), ruleType],
    operations,
    callers,
    api: serviceBusApi({ world, broker, endpoint }),
    broker,
    stop: async () => broker.stop(),
  };
}

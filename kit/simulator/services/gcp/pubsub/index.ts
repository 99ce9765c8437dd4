import type { World } from "../../../contract.ts";
import type { GoogleService } from "../api/index.ts";
import type { FunctionsService } from "../functions/index.ts";
import type { Tokens } from "../iam/index.ts";
import { pubsubApi } from "./api.ts";
import { Broker } from "./broker.ts";
import { callers, operations } from "./operations.ts";
import { type Pushers, subscriptionType } from "./subscription.ts";
import { topicType } from "./topic.ts";

/** Pub/Sub: topics, and subscriptions that push to functions or are pulled. */
export function pubsubService(world: World, functions: FunctionsService, tokens: Tokens): GoogleService {
  const broker = new Broker(world);
  const pushers: Pushers = new Map();
  return {
    name: "Pub/Sub",
    types: [topicType, subscriptionType(pushers, { world, broker, functions, tokens })],
    operations,
    callers,
    api: pubsubApi(world, broker),
    async stop() {
      for (const pusher of pushers.values()) pusher.stop();
      broker.stop();
    },
  };
}

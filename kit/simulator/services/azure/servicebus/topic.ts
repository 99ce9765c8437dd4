import type { ResourceType } from "../../../contract.ts";
import { simulated } from "../../rules.ts";
import { insideOf } from "../arm.ts";
import { durationRule } from "./durations.ts";
import { innerType, topicToken } from "./entities.ts";
import { nameRule, withoutSlashes } from "./queue.ts";

/** https://learn.microsoft.com/rest/api/servicebus/controlplane-stable/topics/create-or-update */
export const topicType: ResourceType = innerType({
  token: topicToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/servicebus/topic/",
  property: "topicName",
  arm: "topics",
  path: (_request, name) => `topics/${name}`,
  properties: simulated("defaultMessageTimeToLive"),
  constraints: [
    nameRule("topicName"),
    durationRule(
      "defaultMessageTimeToLive",
      "https://learn.microsoft.com/azure/service-bus-messaging/message-expiration",
    ),
  ],
  limits: [withoutSlashes("topicName")],
  example: { topicName: "events", namespaceName: "shop-messages", resourceGroupName: "shop" },
  inside: insideOf,
});

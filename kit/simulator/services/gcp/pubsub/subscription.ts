import { requiredText, textAt } from "../../../contract/read.ts";
import type { ResourceType, StoredResource } from "../../../contract.ts";
import { inert, simulated } from "../../rules.ts";
import { toAccount } from "../iam/index.ts";
import { deletionPolicy, everywhere, labelOutputs, projectOf, resourceName } from "../project.ts";
import { subscriptionToken } from "../tokens.ts";
import { namePattern, namesSource, toTopic } from "./names.ts";
import { Pusher, type PushTools } from "./push.ts";
import { subscriptionRules } from "./subscription-rules.ts";

const properties: ResourceType["properties"] = {
  ...simulated("name", "project", "topic", "labels", "filter", "ackDeadlineSeconds", "messageRetentionDuration"),
  ...simulated("retryPolicy.minimumBackoff", "retryPolicy.maximumBackoff"),
  ...simulated("deadLetterPolicy.deadLetterTopic", "deadLetterPolicy.maxDeliveryAttempts"),
  ...simulated("pushConfig.pushEndpoint"),
  ...simulated("pushConfig.oidcToken.serviceAccountEmail", "pushConfig.oidcToken.audience"),
  ...inert("Subscriptions do not expire here.", "expirationPolicy.ttl"),
  ...deletionPolicy,
};

/** The pushers of subscriptions that push, by their full names. */
export type Pushers = Map<string, Pusher>;

/** https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions */
export function subscriptionType(pushers: Pushers, tools: PushTools): ResourceType {
  const stopPushing = ({ id }: StoredResource): void => {
    pushers.get(id)?.stop();
    pushers.delete(id);
  };
  return {
    token: subscriptionToken,
    source: "https://www.pulumi.com/registry/packages/gcp/api-docs/pubsub/subscription/",
    naming: {
      property: "name",
      min: 3,
      max: 255,
      pattern: namePattern,
      refused: ["1-orders", "goog-orders", "shop orders"],
      source: namesSource,
    },
    replaceOn: ["name", "project", "topic", "filter"],
    properties,
    constraints: subscriptionRules,
    example: { name: "orders", topic: "orders", messageRetentionDuration: "1200s" },
    refers: {
      topic: toTopic,
      "deadLetterPolicy.deadLetterTopic": toTopic,
      "pushConfig.oidcToken.serviceAccountEmail": toAccount,
    },
    id: ({ inputs, scope }) => resourceName("subscriptions", requiredText(inputs, "name"), inputs, scope),
    unique: [everywhere],
    defaults: { ackDeadlineSeconds: 10, messageRetentionDuration: "604800s" },
    outputs: ({ inputs, scope }) => ({ project: projectOf(inputs, scope) }),
    configured: labelOutputs,
    apply(subscription) {
      if (textAt(subscription.inputs, "pushConfig.pushEndpoint") === undefined) return stopPushing(subscription);
      const pusher = pushers.get(subscription.id);
      if (pusher === undefined) pushers.set(subscription.id, new Pusher(subscription, tools));
      else pusher.change(subscription);
    },
    logGroup: ({ inputs }) => requiredText(inputs, "name"),
    remove(subscription) {
      stopPushing(subscription);
      tools.broker.drop(subscription);
    },
  };
}

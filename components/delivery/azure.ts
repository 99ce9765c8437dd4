import { DefaultRule, type DefaultRuleArgs } from "@pulumi/azure-native/servicebus/defaultRule.js";
import { Subscription, type SubscriptionArgs } from "@pulumi/azure-native/servicebus/subscription.js";
import { FilterType } from "@pulumi/azure-native/types/enums/servicebus/index.js";
import { all, type ComponentResource, type Output } from "@pulumi/pulumi";
import { FourfoldError } from "fourfold";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { DeliveryBuilder, DeliveryPlan, Feed } from "./plan.ts";

export interface AzureDeliveryNodes {
  readonly subscription?: Subscription;
  readonly rule?: DefaultRule;
}

export interface AzureDeliveryTransform {
  /** The queue's subscription to the topic. @default unchanged */
  readonly subscription?: Transform<SubscriptionArgs>;
  /** Which messages the subscription takes. @default unchanged */
  readonly rule?: Transform<DefaultRuleArgs>;
}

type Plan = DeliveryPlan<AzureDeliveryTransform>;

/**
 * "… to another queue or topic that is part of the same namespace": https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
 * @throws FourfoldError `ERR_UNSUPPORTED` in the output
 */
function sharedNamespace({ where, queue }: Plan, { topic }: Feed): Output<string> {
  return all([topic("namespace"), queue("namespace")]).apply(([theirs, own]) => {
    if (theirs === own) return own;
    throw new FourfoldError("ERR_UNSUPPORTED", {
      where,
      what: `its topic is in the namespace "${theirs}" and its queue in "${own}", and azure forwards messages within one namespace only (https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding).`,
      fix: "Deploy both sets on one foundation: pass the other one's `handle` as `on`.",
    });
  });
}

/** It forwards everything to the queue: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding */
function createSubscription(self: ComponentResource, plan: Plan, feed: Feed): Subscription {
  const { name, on, queue, settled, protection, transform } = plan;
  const { topic } = feed;
  const args: SubscriptionArgs = {
    resourceGroupName: on("resourceGroup"),
    namespaceName: sharedNamespace(plan, feed),
    topicName: topic("name"),
    // At most 50 characters: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
    subscriptionName: physicalName(self, `${name}-subscription-name`, name, { max: 50, separator: "-" }),
    forwardTo: queue("name"),
    forwardDeadLetteredMessagesTo: queue("deadLettersName"),
    defaultMessageTimeToLive: `PT${settled.keepFor}S`,
    deadLetteringOnMessageExpiration: true,
  };
  const options = kept(self, protection);
  return new Subscription(...transformed(transform.subscription, `${name}-subscription`, args, options));
}

/** Replaces the rule that accepts everything: https://github.com/pulumi/pulumi-azure-native/issues/4489 */
function createRule(
  self: ComponentResource,
  { name, on, transform }: Plan,
  { topic, filter = "1=1" }: Feed,
  subscription: Subscription,
): DefaultRule {
  const args: DefaultRuleArgs = {
    resourceGroupName: on("resourceGroup"),
    namespaceName: topic("namespace"),
    topicName: topic("name"),
    subscriptionName: subscription.name,
    filterType: FilterType.SqlFilter,
    sqlFilter: { sqlExpression: filter },
  };
  return new DefaultRule(...transformed(transform.rule, `${name}-rule`, args, { parent: self }));
}

/** A trigger of Service Bus is part of the function's code: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger */
export const build: DeliveryBuilder<AzureDeliveryNodes, AzureDeliveryTransform> = (self, plan) => {
  const { queue, feed } = plan;
  const id = queue("scope");
  if (feed === undefined) return { id, attributes: {}, nodes: {} };
  const subscription = createSubscription(self, plan, feed);
  return { id, attributes: {}, nodes: { subscription, rule: createRule(self, plan, feed, subscription) } };
};

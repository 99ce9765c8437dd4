import { ServiceIamMember, type ServiceIamMemberArgs } from "@pulumi/gcp/cloudrunv2/serviceIamMember.js";
import { Subscription, type SubscriptionArgs } from "@pulumi/gcp/pubsub/subscription.js";
import { SubscriptionIAMMember, type SubscriptionIAMMemberArgs } from "@pulumi/gcp/pubsub/subscriptionIAMMember.js";
import { type AccountArgs, Account as ServiceAccount } from "@pulumi/gcp/serviceaccount/account.js";
import { type ComponentResource, type Input, log, type Resource } from "@pulumi/pulumi";
import { callTime } from "fourfold";
import type { Protection } from "../support/cloud.ts";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { Consumer, DeliveryBuilder, DeliveryPlan } from "./plan.ts";
import { onReplacement } from "./replacement.ts";

export interface GcpDeliveryNodes {
  readonly account?: ServiceAccount;
  readonly access?: ServiceIamMember;
  readonly subscription: Subscription;
  readonly agentAccess: SubscriptionIAMMember;
  readonly fed?: Subscription;
  readonly fedAgentAccess?: SubscriptionIAMMember;
}

export interface GcpDeliveryTransform {
  /** The service account that hands messages to the function. @default unchanged */
  readonly account?: Transform<AccountArgs>;
  /** What lets it call the function. @default unchanged */
  readonly access?: Transform<ServiceIamMemberArgs>;
  /** What keeps and delivers what is sent to the queue. @default unchanged */
  readonly subscription?: Transform<SubscriptionArgs>;
  /** What lets Pub/Sub itself take messages out of it. @default unchanged */
  readonly agentAccess?: Transform<SubscriptionIAMMemberArgs>;
  /** What keeps and delivers what comes from the topic. @default unchanged */
  readonly fed?: Transform<SubscriptionArgs>;
  /** What lets Pub/Sub itself take messages out of that. @default unchanged */
  readonly fedAgentAccess?: Transform<SubscriptionIAMMemberArgs>;
}

type Plan = DeliveryPlan<GcpDeliveryTransform>;

/** Its only role is to call this one function. */
function createAccount(self: ComponentResource, { name, transform }: Plan, { target }: Consumer) {
  const args: AccountArgs = {
    project: target("project"),
    // 6 to 30 characters, a letter first, as the subscription must have: https://cloud.google.com/iam/docs/service-accounts-create
    accountId: physicalName(self, `${name}-account-id`, name, { max: 30, separator: "-" }),
    displayName: `Fourfold delivery ${name}`,
  };
  const account = new ServiceAccount(...transformed(transform.account, `${name}-account`, args, { parent: self }));
  const member: ServiceIamMemberArgs = {
    project: target("project"),
    location: target("region"),
    name: target("name"),
    role: "roles/run.invoker",
    member: account.member,
  };
  const access = new ServiceIamMember(...transformed(transform.access, `${name}-access`, member, { parent: self }));
  return { account, access };
}

/** Pub/Sub waits for an answer from 10 seconds to 10 minutes: https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions */
const patience = ({ settled }: Plan): number => Math.min(600, Math.max(10, callTime(settled)));

interface Delivering {
  readonly child: "subscription" | "fed";
  readonly topic: Input<string>;
  readonly filter?: string | undefined;
  /** Who hands messages to whom. @default nobody: they are kept */
  readonly push: { readonly account: ServiceAccount; readonly target: Consumer["target"] } | undefined;
  readonly dependsOn: readonly Resource[];
}

/**
 * Our own push subscription: that of a function's event trigger keeps messages for a day, and has no dead letters.
 * https://cloud.google.com/pubsub/docs/push
 */
function createSubscription(
  self: ComponentResource,
  plan: Plan,
  { child, topic, filter, push, dependsOn }: Delivering,
): Subscription {
  const { name, on, queue, settled, tags, protection, transform } = plan;
  const { backoff } = settled;
  const args: SubscriptionArgs = {
    project: on("project"),
    topic,
    ackDeadlineSeconds: patience(plan),
    messageRetentionDuration: `${settled.keepFor}s`,
    // Otherwise it goes when nothing has come for 31 days.
    expirationPolicy: { ttl: "" },
    retryPolicy: { minimumBackoff: `${backoff.from}s`, maximumBackoff: `${backoff.to}s` },
    deadLetterPolicy: { deadLetterTopic: queue("deadLetters"), maxDeliveryAttempts: settled.attempts },
    labels: tags,
    ...(filter === undefined ? {} : { filter }),
    ...(push && {
      pushConfig: {
        pushEndpoint: push.target("url"),
        oidcToken: { serviceAccountEmail: push.account.email, audience: push.target("url") },
      },
    }),
  };
  // It delivers as soon as it exists.
  const options = { ...kept(self, protection), dependsOn: [...dependsOn] };
  return new Subscription(...transformed(transform[child], `${name}-${child}`, args, options));
}

/** https://cloud.google.com/pubsub/docs/dead-letter-topics#grant_forwarding_permissions */
function letAgentMove(
  self: ComponentResource,
  { name, on, queue, transform }: Plan,
  child: "agentAccess" | "fedAgentAccess",
  suffix: string,
  subscription: Subscription,
): SubscriptionIAMMember {
  const args: SubscriptionIAMMemberArgs = {
    project: on("project"),
    subscription: subscription.name,
    role: "roles/pubsub.subscriber",
    member: queue("agent"),
  };
  return new SubscriptionIAMMember(...transformed(transform[child], `${name}-${suffix}`, args, { parent: self }));
}

/** What becomes of a subscription that another one replaces. */
const replaced: Readonly<Record<Protection, string>> = {
  protect: "The old one is protected, so the engine refuses",
  destroy: "What waits in the old one is lost. Deploy this when it is empty",
  retain: "The old one stays with what waits in it, and goes on delivering it. Delete it when it is empty",
};

/** Neither a filter nor a topic can be changed: https://cloud.google.com/pubsub/docs/subscription-message-filter */
function warnOfReplacement(self: ComponentResource, { name, where, protection }: Plan, fed: Subscription): void {
  onReplacement(self, `${name}-fed-beside`, fed, () => {
    const what = `${where}: what it wants of its topic has changed, so another subscription takes the place of "${name}-fed".`;
    void log.warn(
      `${what} ${replaced[protection]} (https://cloud.google.com/pubsub/docs/subscription-message-filter).`,
      self,
    );
  });
}

/** A subscription of the queue's own topic, and one of the topic that feeds it: a topic cannot forward to another one. */
export const build: DeliveryBuilder<GcpDeliveryNodes, GcpDeliveryTransform> = (self, plan) => {
  const { queue, feed, consumer } = plan;
  const caller = consumer && createAccount(self, plan, consumer);
  const push = consumer && caller && { account: caller.account, target: consumer.target };
  const dependsOn = caller ? [caller.access] : [];
  const own: Delivering = { child: "subscription", topic: queue("topic"), push, dependsOn };
  const subscription = createSubscription(self, plan, own);
  const agentAccess = letAgentMove(self, plan, "agentAccess", "agent-access", subscription);
  const nodes = { ...caller, subscription, agentAccess };
  const attributes = { subscription: subscription.id };
  if (feed === undefined) return { id: subscription.id, attributes, nodes };
  const { topic, filter } = feed;
  const fed = createSubscription(self, plan, { child: "fed", topic: topic("topic"), filter, push, dependsOn });
  warnOfReplacement(self, plan, fed);
  const fedAgentAccess = letAgentMove(self, plan, "fedAgentAccess", "fed-agent-access", fed);
  return {
    id: subscription.id,
    attributes: { ...attributes, fed: fed.id },
    nodes: { ...nodes, fed, fedAgentAccess },
  };
};

import type { Deployed, Deployment } from "../../deployment.ts";
import { accessOf, callApi, createAccount, grantTo } from "../api/client.ts";

type Properties = Readonly<Record<string, unknown>>;

export const topicToken = "gcp:pubsub/topic:Topic";
export const subscriptionToken = "gcp:pubsub/subscription:Subscription";
const topicMemberToken = "gcp:pubsub/topicIAMMember:TopicIAMMember";
const subscriptionMemberToken = "gcp:pubsub/subscriptionIAMMember:SubscriptionIAMMember";

/** A message as the API shows it. */
export interface Received {
  readonly ackId: string;
  readonly deliveryAttempt?: number;
  readonly message: {
    readonly data?: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly messageId: string;
    readonly publishTime: string;
  };
}

/** The full name of a topic or a subscription. */
export function nameOf(collection: "topics" | "subscriptions", name: string): string {
  return `projects/shop-project/${collection}/${name}`;
}

/** An account that may do everything with messages. */
export async function createClerk(gcp: Deployment): Promise<void> {
  await createAccount(gcp);
  await grantTo(gcp, "shop-clerk", "roles/pubsub.editor");
}

export function createTopic(gcp: Deployment, name = "orders"): Promise<Deployed> {
  return gcp.create(topicToken, name, { name });
}

export function createSubscription(gcp: Deployment, name: string, more: Properties = {}): Promise<Deployed> {
  return gcp.create(subscriptionToken, name, { name, topic: nameOf("topics", "orders"), ...more });
}

/** Grants a role on a topic or a subscription. */
export function grantOn(gcp: Deployment, on: Properties, role: string, member: string): Promise<Deployed> {
  const token = on.topic === undefined ? subscriptionMemberToken : topicMemberToken;
  return gcp.create(token, `${role} ${member}`, { ...on, role, member });
}

/** Calls the API with `topics/orders:publish` and the like. */
export async function call(gcp: Deployment, what: string, body: unknown, accountId = "shop-clerk") {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json", connection: "close" },
    body: JSON.stringify(body),
  };
  return callApi(await accessOf(gcp, accountId), `/v1/projects/shop-project/${what}`, init);
}

export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** Publishes texts to `orders`. */
export async function publish(gcp: Deployment, ...texts: readonly string[]): Promise<readonly string[]> {
  const messages = texts.map((text) => ({ data: base64(text) }));
  return (await call(gcp, "topics/orders:publish", { messages })).body.messageIds;
}

/** Takes what a subscription has now. */
export async function pull(gcp: Deployment, name: string, maxMessages = 10): Promise<readonly Received[]> {
  const { body } = await call(gcp, `subscriptions/${name}:pull`, { maxMessages, returnImmediately: true });
  return body.receivedMessages ?? [];
}

/** The texts of messages. */
export function textsOf(received: readonly Received[]): readonly string[] {
  return received.map(({ message }) => Buffer.from(message.data ?? "", "base64").toString());
}

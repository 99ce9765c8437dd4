import { randomInt } from "node:crypto";
import { numberAt, requiredText, textAt, textsAt } from "../../../contract/read.ts";
import type { StoredResource, World } from "../../../contract.ts";
import { type Message, Messages, type QueueSettings, tokenOf } from "../../../engines/messages.ts";
import { isAllowed } from "../../../iam/gcp.ts";
import { secondsOf } from "../durations.ts";
import { namedBindings } from "../iam/index.ts";
import { projectOf, pubsubAgent } from "../project.ts";
import { subscriptionToken } from "../tokens.ts";
import { type Attributes, parseFilter } from "./filter.ts";
import { deadLetterTopicOf, subscriptionNamed, topicNamed, topicOf } from "./names.ts";

/** A message to be published. */
export interface Publication {
  /** Base64. */
  readonly data: string;
  readonly attributes: Attributes;
}

/** One delivery of a message by a subscription. */
export interface Delivery extends Publication {
  readonly messageId: string;
  readonly publishTime: string;
  /** Counted only with a dead-letter policy. */
  readonly deliveryAttempt?: number;
  /** The id to acknowledge it with. */
  readonly ackId: string;
}

/** The defaults of a retry policy. https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions#RetryPolicy */
const backoff = { minimum: "10s", maximum: "600s" } as const;

/** https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions#DeadLetterPolicy */
const defaultAttempts = 5;

/** Distributes published messages to subscriptions, and keeps them there until they are acknowledged, given up or too old. */
export class Broker {
  readonly #world: World;
  readonly #messages: Messages;

  constructor(world: World) {
    this.#world = world;
    this.#messages = new Messages({ ...world, settings: (name) => settingsOf(subscriptionNamed(name, world)) });
  }

  /**
   * Publishes to a topic, by its full name. Every subscription gets the messages that its filter matches; others are lost.
   * https://cloud.google.com/pubsub/docs/pubsub-basics
   * @returns The id of the message.
   */
  publish(topic: string, { data, attributes }: Publication): string {
    // 16 digits, as in the documentation: https://cloud.google.com/pubsub/docs/push#receive_push
    const messageId = String(10 ** 15 + randomInt(2 ** 48 - 1));
    for (const subscription of this.#world.store.find(subscriptionToken, (one) => topicOf(one) === topic)) {
      if (!wants(subscription, attributes)) continue;
      this.#messages.send(subscription.id, { body: data, notes: { messageId, attributes } });
    }
    return messageId;
  }

  /** Takes messages for some seconds. Messages with too many attempts become dead letters instead. */
  take(subscription: StoredResource, most: number, seconds: number): readonly Delivery[] {
    const found: Message[] = [];
    while (found.length < most) {
      const taken = this.#messages.take(subscription.id, most - found.length, seconds * 1_000);
      if (taken.length === 0) break;
      found.push(...taken.filter((message) => !this.#giveUp(subscription, message, message.attempts - 1)));
    }
    return found.map((message) => deliveryOf(subscription, message));
  }

  acknowledge({ id }: StoredResource, ackId: string): void {
    this.#messages.done(id, ackId);
  }

  /** Changes when a message comes back: after some seconds from now. */
  extend({ id }: StoredResource, ackId: string, seconds: number): void {
    this.#messages.renew(id, ackId, seconds * 1_000);
  }

  /**
   * Takes back a message that was not processed: it is delivered again according to the retry policy, or becomes a dead letter. Without
   * ordering keys nothing is first: those that wait are not kept from being delivered by one that fails again and again.
   * https://cloud.google.com/pubsub/docs/ordering
   */
  nack(subscription: StoredResource, ackId: string): void {
    const message = this.#messages.find(subscription.id, ackId);
    if (message === undefined || this.#giveUp(subscription, message, message.attempts)) return;
    this.#messages.giveBack(subscription.id, ackId, waitOf(subscription, message.attempts) * 1_000, "last");
  }

  /** Takes back everything that was being pushed when the simulator ended. */
  release({ id }: StoredResource): void {
    this.#messages.release(id);
  }

  /** @see Messages.wait */
  wait({ id }: StoredResource, seconds: number): Promise<void> {
    return this.#messages.wait(id, seconds * 1_000);
  }

  /** @see Messages.watch */
  watch({ id }: StoredResource, watcher: () => void): () => void {
    return this.#messages.watch(id, watcher);
  }

  drop({ id }: StoredResource): void {
    this.#messages.drop(id);
  }

  stop(): void {
    this.#messages.stop();
  }

  /**
   * Forwards a message to the dead-letter topic if it has been delivered often enough and Pub/Sub may do so: it must be allowed
   * to publish there, and to acknowledge here. Otherwise it does neither, and reports nothing.
   * https://cloud.google.com/pubsub/docs/handling-failures#grant_forwarding_permissions
   */
  #giveUp(subscription: StoredResource, message: Message, deliveries: number): boolean {
    const most = numberAt(subscription.inputs, "deadLetterPolicy.maxDeliveryAttempts") || defaultAttempts;
    const topic = topicNamed(deadLetterTopicOf(subscription) ?? "", this.#world);
    if (topic === undefined || deliveries < most) return false;
    const project = projectOf(subscription.inputs, subscription.scope);
    const agent = { anonymous: false, member: `serviceAccount:${pubsubAgent(project)}` } as const;
    const may =
      isAllowed("pubsub.topics.publish", agent, namedBindings(topic, this.#world)) &&
      isAllowed("pubsub.subscriptions.consume", agent, namedBindings(subscription, this.#world));
    if (!may) return false;
    const { data, attributes, publishTime } = deliveryOf(subscription, message);
    this.publish(topic.id, {
      data,
      attributes: {
        ...attributes,
        CloudPubSubDeadLetterSourceDeliveryCount: String(deliveries),
        CloudPubSubDeadLetterSourceSubscription: requiredText(subscription.inputs, "name"),
        CloudPubSubDeadLetterSourceSubscriptionProject: project,
        CloudPubSubDeadLetterSourceTopicPublishTime: publishTime.replace("Z", "+00:00"),
      },
    });
    this.#messages.done(subscription.id, tokenOf(message));
    return true;
  }
}

function settingsOf(subscription: StoredResource | undefined): QueueSettings {
  const seconds = secondsOf(textAt(subscription?.outputs, "messageRetentionDuration") ?? "");
  return seconds === undefined ? {} : { retention: seconds * 1_000 };
}

/** Messages that a filter does not match count as acknowledged. https://cloud.google.com/pubsub/docs/subscription-message-filter */
function wants({ inputs }: StoredResource, attributes: Attributes): boolean {
  const filter = textAt(inputs, "filter") ?? "";
  return filter === "" || parseFilter(filter)?.(attributes) === true;
}

/** How long a message waits after a number of failed deliveries, in seconds. Without a policy it does not wait. */
function waitOf({ inputs }: StoredResource, failures: number): number {
  if (inputs.retryPolicy === undefined) return 0;
  const [shortest = 0, longest = 0] = (["minimum", "maximum"] as const).map((end) =>
    secondsOf(textAt(inputs, `retryPolicy.${end}Backoff`) ?? backoff[end]),
  );
  return Math.min(shortest * 2 ** (failures - 1), longest);
}

function deliveryOf(subscription: StoredResource, message: Message): Delivery {
  const { body, notes, sent, attempts } = message;
  return {
    data: body,
    attributes: textsAt(notes, "attributes"),
    messageId: requiredText(notes, "messageId"),
    publishTime: new Date(sent).toISOString(),
    ...(deadLetterTopicOf(subscription) === undefined ? {} : { deliveryAttempt: attempts }),
    ackId: tokenOf(message),
  };
}

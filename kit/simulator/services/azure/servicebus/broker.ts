import { randomUUID } from "node:crypto";
import { at, numberAt, textAt } from "../../../contract/read.ts";
import type { StoredResource, World } from "../../../contract.ts";
import { type Message, Messages, tokenOf } from "../../../engines/messages.ts";
import {
  attemptsOf,
  durationOf,
  entityIn,
  lockOf,
  nameOf,
  namespaceIdOf,
  subscriptionsOf,
  topicToken,
} from "./entities.ts";
import { enqueuedIn, lockTokenOf, type Outgoing, type Received, received, stored } from "./message.ts";
import { filterOf } from "./rule.ts";

/** Where messages are received from: a queue or a subscription, or its dead-letter queue. */
export interface Source {
  readonly entity: StoredResource;
  readonly isDead: boolean;
}

/** Why a message became a dead letter. https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#moving-messages-to-the-dlq */
const reasons = {
  MaxDeliveryCountExceeded: "Message couldn't be consumed after maximum delivery attempts.",
  TTLExpiredException: "The message expired and was dead lettered.",
  MaxTransferHopCountExceeded:
    "The maximum number of allowed hops when forwarding between queues has been exceeded. This value is set to 4.",
  // Observed: the page documents that it happens, but not the reason.
  DestinationNotFound: "The destination queue or topic is disabled or deleted.",
} as const;

/** "Messages that exceed four hops are dead-lettered." https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding#autoforwarding-considerations */
const mostHops = 4;

/** How often a message has been forwarded and delivered so far. */
interface Past {
  readonly hops: number;
  readonly before?: number;
}

/** The queue of a source in {@link Messages}. No such name is a prefix of another. */
function keyOf({ entity, isDead }: Source): string {
  return `${isDead ? "dead" : "live"}:${encodeURIComponent(entity.id.toLowerCase())}`;
}

function sequenceKey(source: Source): string {
  return `azure/servicebus/sequence/${keyOf(source)}`;
}

function least(...times: readonly (number | undefined)[]): { readonly timeToLive?: number } {
  const given = times.filter((time) => time !== undefined);
  return given.length === 0 ? {} : { timeToLive: Math.min(...given) };
}

/**
 * Queues, topics and subscriptions, and the messages in them.
 * https://learn.microsoft.com/azure/service-bus-messaging/service-bus-queues-topics-subscriptions
 */
export class Broker {
  readonly #world: World;
  readonly #messages: Messages;

  constructor(world: World) {
    this.#world = world;
    this.#messages = new Messages(world);
  }

  /** Sends to a queue or a topic. */
  send(entity: StoredResource, message: Outgoing): void {
    const { MessageId = randomUUID().replaceAll("-", "") } = message.broker;
    this.#deliver(entity, { ...message, broker: { ...message.broker, MessageId } }, 0);
  }

  /** Locks the next message, if there is one. "When the lock expires, the message becomes available to other receivers." */
  receive(source: Source): Received | undefined {
    this.#sweep(source.entity);
    const [message] = this.#messages.take(keyOf(source), 1, lockOf(source.entity));
    return message && received(message);
  }

  /** Resolves when there may be something to receive, or when some milliseconds have passed. */
  wait(source: Source, milliseconds: number): Promise<void> {
    return this.#messages.wait(keyOf(source), milliseconds);
  }

  /** Calls back whenever there may be something to receive. Returns a function that ends it. */
  watch(source: Source, watcher: () => void): () => void {
    return this.#messages.watch(keyOf(source), watcher);
  }

  /** @returns Whether the lock was still held, as for the next methods. */
  complete(source: Source, lockToken: string): boolean {
    const message = this.#locked(source, lockToken);
    return message !== undefined && this.#messages.done(keyOf(source), tokenOf(message));
  }

  /** Makes the message available again at once. */
  abandon(source: Source, lockToken: string): boolean {
    const message = this.#locked(source, lockToken);
    if (message === undefined) return false;
    this.#messages.giveBack(keyOf(source), tokenOf(message), 0);
    this.#sweep(source.entity);
    return true;
  }

  renew(source: Source, lockToken: string): boolean {
    const message = this.#locked(source, lockToken);
    return message !== undefined && this.#messages.renew(keyOf(source), tokenOf(message), lockOf(source.entity));
  }

  /** Removes the messages of a deleted queue or subscription. */
  drop(entity: StoredResource): void {
    for (const isDead of [false, true]) {
      this.#messages.drop(keyOf({ entity, isDead }));
      this.#world.store.putValue(sequenceKey({ entity, isDead }), undefined);
    }
  }

  stop(): void {
    this.#messages.stop();
  }

  #locked(source: Source, lockToken: string): Message | undefined {
    const now = this.#world.clock.now();
    const isIt = (message: Message): boolean =>
      message.held === true && message.due > now && lockTokenOf(message) === lockToken.toLowerCase();
    return this.#messages.list(keyOf(source)).find(isIt);
  }

  #deliver(entity: StoredResource, message: Outgoing, hops: number): void {
    const limited = { ...message, ...least(message.timeToLive, durationOf(entity, "defaultMessageTimeToLive")) };
    if (entity.type === topicToken) this.#publish(entity, limited, hops);
    else if (textAt(entity.inputs, "forwardTo") === undefined)
      this.#enqueue({ entity, isDead: false }, limited, { hops });
    else this.#forward(entity, limited, hops);
  }

  /** Each subscription that accepts the message gets a copy. */
  #publish(topic: StoredResource, message: Outgoing, hops: number): void {
    const all = subscriptionsOf(this.#world.store, topic);
    const takers = all.filter((subscription) => filterOf(this.#world, subscription)(message.properties));
    for (const subscription of takers) this.#deliver(subscription, message, hops);
  }

  /** https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding */
  #forward(from: StoredResource, message: Outgoing, hops: number): void {
    const to = this.#sibling(from, "forwardTo");
    if (to === undefined) this.#bury(from, message, { hops }, "DestinationNotFound");
    else if (hops >= mostHops) this.#bury(from, message, { hops }, "MaxTransferHopCountExceeded");
    else this.#deliver(to, message, hops + 1);
  }

  #sibling(entity: StoredResource, property: string): StoredResource | undefined {
    const name = textAt(entity.inputs, property);
    return name === undefined ? undefined : entityIn(this.#world.store, namespaceIdOf(entity), name);
  }

  /** Puts a message into a queue or a subscription. */
  #enqueue(source: Source, message: Outgoing, { hops, before = 0 }: Past): void {
    const { store, clock } = this.#world;
    const { delay = 0, ...kept } = message;
    const sequence = Number(store.getValue(sequenceKey(source)) ?? 0) + 1;
    store.putValue(sequenceKey(source), String(sequence));
    const enqueued = clock.now() + delay;
    const expires = message.timeToLive === undefined ? {} : { expires: enqueued + message.timeToLive };
    this.#messages.send(keyOf(source), stored({ ...kept, sequence, enqueued, hops, before, ...expires }), delay);
  }

  /** Moves expired and undeliverable messages to the dead-letter queue. Locked messages stay. */
  #sweep(entity: StoredResource): void {
    const source = { entity, isDead: false };
    const now = this.#world.clock.now();
    for (const message of this.#messages.list(keyOf(source))) {
      if (message.held === true && message.due > now) continue;
      const isExpired = (numberAt(message.notes, "expires") ?? Number.POSITIVE_INFINITY) <= now;
      if (!isExpired && message.attempts < attemptsOf(entity)) continue;
      const enqueued = enqueuedIn(message);
      const past = { hops: enqueued.hops, before: message.attempts };
      if (!isExpired) this.#bury(entity, enqueued, past, "MaxDeliveryCountExceeded");
      // "If the option is left disabled, expired messages are dropped." https://learn.microsoft.com/azure/service-bus-messaging/message-expiration
      else if (at(entity.outputs, "deadLetteringOnMessageExpiration") === true)
        this.#bury(entity, enqueued, past, "TTLExpiredException");
      // Last: if the process is killed in between, the message is duplicated, not lost.
      this.#messages.remove(keyOf(source), [message.id]);
    }
  }

  /**
   * Adds the reason, and puts the message into the entity's own dead-letter queue, where it does not expire, or forwards it.
   * There it has the time to live that the destination sets.
   */
  #bury(from: StoredResource, message: Outgoing, past: Past, reason: keyof typeof reasons): void {
    const properties = {
      ...message.properties,
      DeadLetterReason: reason,
      DeadLetterErrorDescription: reasons[reason],
    };
    const dead = { body: message.body, broker: message.broker, properties };
    const to = this.#sibling(from, "forwardDeadLetteredMessagesTo");
    if (to === undefined || past.hops >= mostHops) this.#enqueue({ entity: from, isDead: true }, dead, past);
    // https://learn.microsoft.com/azure/service-bus-messaging/message-headers-properties: only set in forwarded dead letters
    else this.#deliver(to, { ...dead, broker: { ...message.broker, DeadLetterSource: nameOf(from) } }, past.hops + 1);
  }
}

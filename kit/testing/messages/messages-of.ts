import { randomUUID } from "node:crypto";
import type { Drivers } from "../../runtime/links.ts";
import { publishesTo, sendsTo } from "../../runtime/messages/faces.ts";
import { followRuns } from "../../runtime/platform/follow-runs.ts";
import type { ConsumerDefinition } from "../../runtime/triggers/consumes/definition.ts";
import {
  type AnySet,
  consumesOf,
  FourfoldError,
  type SetSpec,
  type StartSettings,
  withOwnQueues,
} from "../../spec/index.ts";
import type { HandlerOptions, MessageLinks } from "../invoke.ts";
import { type Consumer, startConsumer } from "./consumer.ts";
import { acceptingSender, type KeptMessage, MemoryQueue } from "./memory-queue.ts";
import { attributesOf, feedsOf, queuesOf } from "./memory-set.ts";

/** How the consumers of a set are started for a test. */
export interface MessagesOptions extends Pick<HandlerOptions, "cloud" | "onLog"> {
  /** The values of each consumer's other links, besides queues and topics, by the function's name. @default {} */
  readonly links?: { readonly [name: string]: object };
}

/** How many messages are processed before it counts as endless. */
const most = 10_000;

/**
 * The queues and the topics of a set, in a test's process: they do what the clouds' drivers do, without a cloud. Sizes, schemas, attempts,
 * filters, delays and dead letters are those of a deployment; time is skipped. Nothing is processed before {@link SetMessages.settle}.
 */
export class SetMessages implements MessageLinks {
  readonly #set: SetSpec;
  readonly #queues: ReadonlyMap<string, MemoryQueue>;
  readonly #consumers: readonly Consumer[];
  /** In seconds since the test began, including skipped ones. */
  #now = 0;
  #settling: Promise<void> | undefined;

  /** Opens the links of functions to queues and topics. */
  readonly drivers: Drivers = {
    queue: (link) => sendsTo(this.#queue(link.name).sender, followRuns(link)),
    topic: (link) => {
      const feeds = feedsOf(link.name, this.#queues.values());
      const sender = acceptingSender((message) => {
        for (const { queue, wants } of feeds) if (wants(message.attributes)) queue.put(message);
      });
      return publishesTo(sender, attributesOf(link.name, this.#set), followRuns(link));
    },
  };

  constructor(set: AnySet, handlers: readonly ConsumerDefinition[], { links = {}, ...options }: MessagesOptions) {
    this.#set = withOwnQueues(set);
    const texts = [...queuesOf(this.#set)];
    this.#queues = new Map(texts.map(([name, text]) => [name, new MemoryQueue(text, () => this.#now)] as const));
    this.#consumers = handlers.map((handler) => this.#start(handler, { ...options, links: links[handler.name] ?? {} }));
  }

  /** The links of a function that are opened by {@link SetMessages.drivers}. */
  linksOf(name: string): NonNullable<StartSettings["links"]> {
    const links = Object.entries(this.#set.functions[name]?.links ?? {}).flatMap(([resource, verbs]) => {
      const kind = this.#set.resources[resource]?.kind;
      return kind === undefined || verbs === undefined || this.drivers[kind] === undefined
        ? []
        : [[resource, { kind, verbs }] as const];
    });
    return Object.fromEntries(links);
  }

  /**
   * Processes all messages, and those that they lead to. Waits for backoff and delays are skipped; messages that are due together
   * are processed at the same time, as those of a batch are. Messages of functions that were not passed stay where they are.
   *
   * @throws FourfoldError `ERR_LIMIT` after 10,000 messages: functions send to each other without end.
   */
  settle(): Promise<void> {
    // Not at once: with nothing to do, it would end before the assignment.
    this.#settling ??= Promise.resolve().then(() => this.#processAll());
    return this.#settling;
  }

  /** The messages in a queue; that of a subscriber is `notifyQueue` for the function `notify`. @throws FourfoldError `ERR_SPEC` */
  in(queue: string): readonly KeptMessage[] {
    return this.#queue(queue).messages();
  }

  /** What could not be processed, each with its reason. @throws FourfoldError `ERR_SPEC` */
  deadLettersOf(queue: string): readonly KeptMessage[] {
    return this.#queue(queue).deadLetters();
  }

  /** Puts the dead letters of a queue back into it. Returns how many there were. @throws FourfoldError `ERR_SPEC` */
  redrive(queue: string): number {
    return this.#queue(queue).redrive();
  }

  /** Puts a text into a queue as a program outside of the set does. @throws FourfoldError `ERR_SPEC` */
  put(queue: string, text: string): void {
    this.#queue(queue).put({ envelope: { id: randomUUID(), sent: Date.now() }, body: text, attributes: {} });
  }

  #queue(name: string): MemoryQueue {
    const queue = this.#queues.get(name);
    if (queue !== undefined) return queue;
    throw new FourfoldError("ERR_SPEC", {
      where: `Set "${this.#set.name}"`,
      what: `${JSON.stringify(name)} is not one of its queues.`,
      fix: `Name one of ${[...this.#queues.keys()].join(", ") || "none: the set has no queues"}.`,
    });
  }

  #start(handler: ConsumerDefinition, options: HandlerOptions): Consumer {
    const source = this.#set.functions[handler.name]?.consumes;
    if (source === undefined) {
      throw new FourfoldError("ERR_SPEC", {
        where: `Set "${this.#set.name}"`,
        what: `${JSON.stringify(handler.name)} is not one of its functions that process messages.`,
        fix: "Leave it out.",
      });
    }
    const { queue } = consumesOf(source);
    return startConsumer(handler, { ...options, messages: this, queue: this.#queue(queue) });
  }

  async #processAll(): Promise<void> {
    try {
      for (let processed = 0; processed <= most; ) {
        const next = Math.min(...this.#consumers.map(({ queue }) => queue.due));
        if (next === Number.POSITIVE_INFINITY) return;
        this.#now = Math.max(this.#now, next);
        const due = this.#consumers.flatMap((each) => each.queue.take().map((message) => each.process(message)));
        processed += due.length;
        await Promise.all(due);
      }
    } finally {
      this.#settling = undefined;
    }
    throw new FourfoldError("ERR_LIMIT", {
      where: `Set "${this.#set.name}"`,
      what: `${most.toLocaleString("en")} messages were processed, and there are more.`,
      fix: "See whether its functions send to each other without end.",
    });
  }
}

/**
 * The queues and the topics of a set in this process, and the functions that process their messages: for tests of how they work together.
 *
 * @param handlers - The default exports of the files of consumers and subscribers.
 * @throws FourfoldError `ERR_SPEC` for a function that processes no messages; `ERR_UNSUPPORTED` for delays on a cloud that has none.
 *
 * @example
 * import api from "../functions/api.ts";
 * import fulfil from "../functions/fulfil.ts";
 *
 * it("fulfils an order", async () => {
 *   const messages = messagesOf(shop, [fulfil]);
 *   const request = requestTo(api, { messages });
 *
 *   await request("/orders", { method: "POST", body: JSON.stringify(order) });
 *   await messages.settle();
 *
 *   assert.deepEqual(messages.deadLettersOf("placed"), []);
 *   assert.equal(messages.in("audit").length, 1);
 * });
 */
export function messagesOf(
  set: AnySet,
  handlers: readonly ConsumerDefinition[] = [],
  options: MessagesOptions = {},
): SetMessages {
  return new SetMessages(set, handlers, options);
}

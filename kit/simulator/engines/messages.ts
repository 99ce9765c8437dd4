import { randomUUID } from "node:crypto";
import type { Clock, Store } from "../contract.ts";

/** A message of a queue. Times are epoch milliseconds. */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** What the vendor's service keeps with it, in its own words. Goes through JSON. */
  readonly notes: Readonly<Record<string, unknown>>;
  readonly sent: number;
  /** When it may be taken next. */
  readonly due: number;
  /** How often it has been taken. */
  readonly attempts: number;
  /** How many of these were before it came here, of a dead letter. @default 0 */
  readonly before?: number;
  /** When it was taken first. */
  readonly taken?: number;
  /** Whether who took it last may still be at work, as opposed to having given it back. @default false */
  readonly held?: boolean;
  /** The queue that has given it up, of a dead letter. */
  readonly origin?: string;
}

/** How a vendor keeps the messages of a queue. Asked at each use, so that a change counts for what is there already. */
export interface QueueSettings {
  /** How long a message is kept from when it was sent, in milliseconds. @default until it is done */
  readonly retention?: number;
  /** What becomes of a message that has been taken so often and was not done. @default it is taken again */
  readonly deadLetters?: DeadLetters;
}

/** Where messages go that are given up. */
export interface DeadLetters {
  /** @default nowhere, they are removed */
  readonly queue?: string;
  /** How often a message is taken before, in its queue. */
  readonly attempts: number;
  /** Whether attempts count from the beginning there. @default false */
  readonly countsAnew?: boolean;
}

/** How much of a queue is in which state. */
export interface QueueSize {
  /** May be taken. */
  readonly waiting: number;
  /** Has been taken, and is neither done nor due again. */
  readonly taken: number;
  /** Has been sent for later. */
  readonly delayed: number;
}

export interface MessageTools {
  readonly clock: Clock;
  readonly store: Pick<Store, "values" | "putValue">;
  /** @default the defaults of {@link QueueSettings} */
  settings?(queue: string): QueueSettings;
}

interface Queue {
  readonly messages: Map<string, Message>;
  /** Those who are called when there is something to take. */
  readonly watchers: Set<() => void>;
  /** While somebody watches: when it looks again, which is not later than the next message becomes due. */
  alarm?: { readonly due: number; readonly cancel: () => void };
}

/**
 * Queues of messages that are taken for a time, and come back unless they are done by then: at least once, in about the
 * order in which they were sent. Stored, so that they outlive a restart. What clouds call visibility, leases, locks and
 * acknowledgement deadlines is this.
 */
export class Messages {
  readonly #tools: MessageTools;
  readonly #queues = new Map<string, Queue>();
  /** Ends the waits that are under way. */
  readonly #waits = new Set<() => void>();

  constructor(tools: MessageTools) {
    this.#tools = tools;
  }

  /** Adds a message. @param delay - After how many milliseconds it may be taken. @default 0 */
  send(queue: string, { body, notes = {} }: { body: string; notes?: Message["notes"] }, delay = 0): Message {
    const sent = this.#tools.clock.now();
    const message = { id: randomUUID(), body, notes, sent, due: sent + delay, attempts: 0 };
    this.#keep(queue, message);
    this.#tell(queue);
    return message;
  }

  /**
   * Takes messages for some milliseconds. What is met on the way and has been taken too often goes to the dead letters, where
   * the queue has such.
   */
  take(queue: string, most: number, milliseconds: number): readonly Message[] {
    const now = this.#tools.clock.now();
    const { deadLetters } = this.#settings(queue);
    const found: Message[] = [];
    const over: Message[] = [];
    for (const message of this.#live(queue, now)) {
      if (found.length >= most) break;
      (isOver(message, deadLetters) ? over : found).push(message);
    }
    const due = now + milliseconds;
    const taken = found.map((message) => {
      const { attempts, taken = now } = message;
      return this.#keep(queue, { ...message, attempts: attempts + 1, taken, held: true, due });
    });
    for (const message of over) this.#giveUp(queue, message);
    return taken;
  }

  /** Resolves when there is something to take, when some milliseconds have passed, or when everything stops. */
  async wait(queue: string, milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      let unwatch = (): void => undefined;
      const end = (): void => {
        unwatch();
        cancel();
        this.#waits.delete(end);
        resolve();
      };
      const cancel = this.#tools.clock.after(milliseconds, end);
      this.#waits.add(end);
      unwatch = this.watch(queue, end);
      // Something was there already.
      if (!this.#waits.has(end)) unwatch();
    });
  }

  /** The message that was taken, unless it is done, too old, or has been taken again since then. */
  find(queue: string, token: string): Message | undefined {
    const found = this.#queue(queue).messages.get(token.split("/")[0] ?? "");
    if (found === undefined || found.sent <= this.#oldest(queue)) return undefined;
    return tokenOf(found) === token ? found : undefined;
  }

  /** Calls back whenever there is something to take, now or later. Answers a function that ends it. */
  watch(queue: string, watcher: () => void): () => void {
    const watched = this.#queue(queue);
    watched.watchers.add(watcher);
    this.#look(queue);
    return () => {
      watched.watchers.delete(watcher);
      if (watched.watchers.size === 0) disarm(watched);
    };
  }

  /**
   * Removes a message that was taken. One that has been taken again since then stays.
   * @returns whether it was there.
   */
  done(queue: string, token: string): boolean {
    const message = this.find(queue, token);
    if (message !== undefined) this.#forget(queue, message.id);
    return message !== undefined;
  }

  /**
   * Gives back a message that was taken and not done: it may be taken after some milliseconds from now, or is given up at
   * once when it was taken too often.
   * @returns whether it was there.
   */
  giveBack(queue: string, token: string, milliseconds: number): boolean {
    const message = this.find(queue, token);
    if (message === undefined) return false;
    if (isOver(message, this.#settings(queue).deadLetters)) this.#giveUp(queue, message);
    else {
      this.#keep(queue, { ...message, held: false, due: this.#tools.clock.now() + milliseconds });
      this.#tell(queue);
    }
    return true;
  }

  /** Lets everything come back now that was taken and not given back, because who took it is no more. */
  release(queue: string): void {
    const due = this.#tools.clock.now();
    for (const message of this.#live(queue)) if (message.held) this.#keep(queue, { ...message, held: false, due });
    this.#tell(queue);
  }

  /** All messages, those that are taken and those for later too, in about the order in which they were sent. */
  list(queue: string): readonly Message[] {
    return [...this.#live(queue)];
  }

  /** Removes some messages, whoever has taken them. */
  remove(queue: string, ids: readonly string[]): void {
    for (const id of ids) this.#forget(queue, id);
  }

  /**
   * Lets a message that was taken come back after some milliseconds from now.
   * @returns `false` when it is not held any more.
   */
  renew(queue: string, token: string, milliseconds: number): boolean {
    const now = this.#tools.clock.now();
    const message = this.find(queue, token);
    if (message === undefined || message.due <= now) return false;
    this.#keep(queue, { ...message, due: now + milliseconds });
    this.#tell(queue);
    return true;
  }

  size(queue: string): QueueSize {
    const now = this.#tools.clock.now();
    const live = this.list(queue);
    const later = live.filter(({ due }) => due > now);
    const taken = later.filter(({ attempts }) => attempts > 0).length;
    return { waiting: live.length - later.length, taken, delayed: later.length - taken };
  }

  /** How many messages may be taken, counted up to a number. */
  waiting(queue: string, most: number): number {
    let count = 0;
    for (const _message of this.#live(queue, this.#tools.clock.now())) if (++count >= most) break;
    return count;
  }

  /** Removes every message. */
  purge(queue: string): void {
    for (const id of [...this.#queue(queue).messages.keys()]) this.#forget(queue, id);
  }

  /** Removes a queue that is no more, with its messages. Who watches it goes on when there is another one of its name. */
  drop(queue: string): void {
    this.purge(queue);
    if (this.#queue(queue).watchers.size === 0) this.#queues.delete(queue);
  }

  /** Calls nobody any more, and ends every wait. What is left stays stored. */
  stop(): void {
    for (const queue of this.#queues.values()) {
      queue.watchers.clear();
      disarm(queue);
    }
    for (const end of [...this.#waits]) end();
  }

  #queue(name: string): Queue {
    const existing = this.#queues.get(name);
    if (existing !== undefined) return existing;
    const stored = [...this.#tools.store.values(keyOf(name, "")).values()].map((text): Message => JSON.parse(text));
    const inOrder = stored.sort((one, other) => one.sent - other.sent);
    const queue = {
      messages: new Map(inOrder.map((message) => [message.id, message])),
      watchers: new Set<() => void>(),
    };
    this.#queues.set(name, queue);
    return queue;
  }

  #settings(queue: string): QueueSettings {
    return this.#tools.settings?.(queue) ?? {};
  }

  /** What was sent then or earlier is too old. */
  #oldest(queue: string): number {
    return this.#tools.clock.now() - (this.#settings(queue).retention ?? Number.POSITIVE_INFINITY);
  }

  /**
   * The messages that are not too old; the others are removed. Who wants few goes no further.
   * @param until - By when they may be taken. @default any time
   */
  *#live(queue: string, until: number = Number.POSITIVE_INFINITY): Generator<Message> {
    const oldest = this.#oldest(queue);
    for (const message of this.#queue(queue).messages.values()) {
      if (message.sent <= oldest) this.#forget(queue, message.id);
      else if (message.due <= until) yield message;
    }
  }

  #giveUp(queue: string, message: Message): void {
    const { queue: to, countsAnew = false } = this.#settings(queue).deadLetters ?? {};
    // Kept there before it is forgotten here: whoever is killed in between has it twice, and not lost.
    if (to !== undefined) {
      const attempts = countsAnew ? 0 : message.attempts;
      const due = this.#tools.clock.now();
      this.#keep(to, { ...message, attempts, before: attempts, origin: queue, held: false, due });
    }
    if (to !== queue) this.#forget(queue, message.id);
    if (to !== undefined) this.#tell(to);
  }

  #keep(queue: string, message: Message): Message {
    this.#tools.store.putValue(keyOf(queue, message.id), JSON.stringify(message));
    this.#queue(queue).messages.set(message.id, message);
    if (message.due > this.#tools.clock.now()) this.#expect(queue, message.due);
    return message;
  }

  #forget(queue: string, id: string): void {
    this.#tools.store.putValue(keyOf(queue, id), undefined);
    this.#queue(queue).messages.delete(id);
  }

  /** Calls those who watch, if there is something to take. */
  #tell(name: string): void {
    const { watchers } = this.#queue(name);
    if (watchers.size > 0 && this.waiting(name, 1) > 0) for (const each of [...watchers]) each();
  }

  /** Calls those who watch, now and when the next message becomes due. */
  #look(name: string): void {
    disarm(this.#queue(name));
    // Before it is told what is due: a message that becomes due in between would be neither told nor expected.
    const now = this.#tools.clock.now();
    this.#tell(name);
    const later = this.list(name).filter(({ due }) => due > now);
    this.#expect(
      name,
      later.reduce((first, { due }) => Math.min(first, due), Number.POSITIVE_INFINITY),
    );
  }

  /** Looks when a message becomes due, unless that is earlier anyway. */
  #expect(name: string, due: number): void {
    const queue = this.#queue(name);
    if (queue.watchers.size === 0 || due >= (queue.alarm?.due ?? Number.POSITIVE_INFINITY)) return;
    disarm(queue);
    const { clock } = this.#tools;
    queue.alarm = { due, cancel: clock.after(Math.max(0, due - clock.now()), () => this.#look(name)) };
  }
}

function disarm(queue: Queue): void {
  queue.alarm?.cancel();
  delete queue.alarm;
}

function isOver({ attempts, before = 0 }: Message, deadLetters: DeadLetters | undefined): boolean {
  return deadLetters !== undefined && attempts - before >= deadLetters.attempts;
}

/** What proves that a message was taken, this time: it is another one each time. */
export function tokenOf({ id, attempts }: Message): string {
  return `${id}/${attempts}`;
}

function keyOf(queue: string, id: string): string {
  return `messages/${queue}/${id}`;
}

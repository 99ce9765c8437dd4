import { randomUUID } from "node:crypto";
import type { Clock, Store } from "../contract.ts";

/** A message of a queue. Times are epoch milliseconds. */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** What the vendor's service keeps with it. Must survive JSON. */
  readonly notes: Readonly<Record<string, unknown>>;
  readonly sent: number;
  /** When it may next be taken. */
  readonly due: number;
  /** How often it has been taken. */
  readonly attempts: number;
  /** For a dead letter: how many of these attempts were made in the original queue. @default 0 */
  readonly before?: number;
  /** When it was first taken. */
  readonly taken?: number;
  /** Whether the last taker may still be processing it, as opposed to having given it back. @default false */
  readonly held?: boolean;
  /** For a dead letter: the queue that gave it up. */
  readonly origin?: string;
}

/** The settings of a queue. Read at each use, so that a change applies to messages that are there already. */
export interface QueueSettings {
  /** How long a message is kept after it was sent, in milliseconds. @default until it is done */
  readonly retention?: number;
  /** What happens to a message that has been taken too often and is not done. @default it is taken again */
  readonly deadLetters?: DeadLetters;
}

/** Where messages that are given up go. */
export interface DeadLetters {
  /** @default none: they are removed */
  readonly queue?: string;
  /** How often a message is taken from its queue before it is given up. */
  readonly attempts: number;
  /** Whether attempts there are counted from 0. @default false */
  readonly countsAnew?: boolean;
}

/** The number of messages of a queue in each state. */
export interface QueueSize {
  /** Messages that may be taken. */
  readonly waiting: number;
  /** Messages that have been taken, and are neither done nor due again. */
  readonly taken: number;
  /** Messages that were sent with a delay and are not due yet. */
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
  /** Called when there is something to take. */
  readonly watchers: Set<() => void>;
  /** While somebody watches: the next look at the queue, no later than the next message becomes due. */
  alarm?: { readonly due: number; readonly cancel: () => void };
}

/**
 * Queues of messages that are taken for a time, and come back unless they are done by then: delivered at least once, in
 * roughly the order in which they were sent. Stored, so that they outlive a restart. Clouds call this visibility timeouts,
 * leases, locks or acknowledgement deadlines.
 */
export class Messages {
  readonly #tools: MessageTools;
  readonly #queues = new Map<string, Queue>();
  /** Functions that end the waits in progress. */
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
   * Takes messages for some milliseconds. Messages found on the way that have been taken too often become dead letters, if the
   * queue has a setting for them.
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
      // A message was there already.
      if (!this.#waits.has(end)) unwatch();
    });
  }

  /** The message that was taken, unless it is done, too old, or has been taken again since then. */
  find(queue: string, token: string): Message | undefined {
    const found = this.#queue(queue).messages.get(token.split("/")[0] ?? "");
    if (found === undefined || found.sent <= this.#oldest(queue)) return undefined;
    return tokenOf(found) === token ? found : undefined;
  }

  /** Calls back whenever there is something to take, now or later. Returns a function that ends it. */
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
   * @returns Whether it was there.
   */
  done(queue: string, token: string): boolean {
    const message = this.find(queue, token);
    if (message !== undefined) this.#forget(queue, message.id);
    return message !== undefined;
  }

  /**
   * Gives back a message that was taken and not done: it may be taken again after some milliseconds, or is given up at once if
   * it was taken too often.
   * @param place - Whether it keeps its place among the others, or comes after all that are there. @default "kept"
   * @returns Whether it was there.
   */
  giveBack(queue: string, token: string, milliseconds: number, place: "kept" | "last" = "kept"): boolean {
    const message = this.find(queue, token);
    if (message === undefined) return false;
    if (isOver(message, this.#settings(queue).deadLetters)) this.#giveUp(queue, message);
    else {
      if (place === "last") this.#queue(queue).messages.delete(message.id);
      this.#keep(queue, { ...message, held: false, due: this.#tools.clock.now() + milliseconds });
      this.#tell(queue);
    }
    return true;
  }

  /** Gives back everything that was taken, because the taker no longer exists. */
  release(queue: string): void {
    const due = this.#tools.clock.now();
    for (const message of this.#live(queue)) if (message.held) this.#keep(queue, { ...message, held: false, due });
    this.#tell(queue);
  }

  /** All messages, including taken and delayed ones, in roughly the order in which they were sent. */
  list(queue: string): readonly Message[] {
    return [...this.#live(queue)];
  }

  /** Removes messages, whoever has taken them. */
  remove(queue: string, ids: readonly string[]): void {
    for (const id of ids) this.#forget(queue, id);
  }

  /**
   * Changes when a message that was taken comes back: after some milliseconds from now.
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

  /** The number of messages that may be taken, counted up to a maximum. */
  waiting(queue: string, most: number): number {
    let count = 0;
    for (const _message of this.#live(queue, this.#tools.clock.now())) if (++count >= most) break;
    return count;
  }

  /** Removes every message. */
  purge(queue: string): void {
    for (const id of [...this.#queue(queue).messages.keys()]) this.#forget(queue, id);
  }

  /** Removes a deleted queue and its messages. Its watchers stay, for another queue of the same name. */
  drop(queue: string): void {
    this.purge(queue);
    if (this.#queue(queue).watchers.size === 0) this.#queues.delete(queue);
  }

  /** Stops calling watchers, and ends every wait. Messages stay stored. */
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

  /** Messages sent at this time or earlier are too old. */
  #oldest(queue: string): number {
    return this.#tools.clock.now() - (this.#settings(queue).retention ?? Number.POSITIVE_INFINITY);
  }

  /**
   * The messages that are not too old; the others are removed. A caller that needs only a few stops early.
   * @param until - Only messages that may be taken by this time. @default all
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
    // Stored there before it is removed here: if the process is killed in between, the message is duplicated, not lost.
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

  /** Calls the watchers if there is something to take. */
  #tell(name: string): void {
    const { watchers } = this.#queue(name);
    if (watchers.size > 0 && this.waiting(name, 1) > 0) for (const each of [...watchers]) each();
  }

  /** Calls the watchers, now and when the next message becomes due. */
  #look(name: string): void {
    disarm(this.#queue(name));
    // Read before watchers are called: a message that becomes due in between would otherwise be missed.
    const now = this.#tools.clock.now();
    this.#tell(name);
    const later = this.list(name).filter(({ due }) => due > now);
    this.#expect(
      name,
      later.reduce((first, { due }) => Math.min(first, due), Number.POSITIVE_INFINITY),
    );
  }

  /** Plans a look for when a message becomes due, unless an earlier one is planned. */
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

/** The proof that a message was taken this time: each time it is a different one. */
export function tokenOf({ id, attempts }: Message): string {
  return `${id}/${attempts}`;
}

function keyOf(queue: string, id: string): string {
  return `messages/${queue}/${id}`;
}

import type { EventEmitter } from "node:events";

/** The events of the process for uncaught errors. */
const events = ["unhandledRejection", "uncaughtException"] as const;

/** Receives the uncaught errors of a program. */
export interface Watcher {
  /** Whether the running code belongs to the program. */
  owns(): boolean;
  take(error: unknown): void;
}

/**
 * Catches errors that a program does not, such as in an `apply` that throws: nothing else can observe them. All other errors
 * go where they went before, for example to a test runner.
 * @returns A function that stops watching.
 */
export function watchUncaught(watcher: Watcher): () => void {
  const dispatchers = events.map((event) => findDispatcher(event) ?? new Dispatcher(event));
  for (const dispatcher of dispatchers) dispatcher.add(watcher);
  return () => {
    for (const dispatcher of dispatchers) dispatcher.remove(watcher);
  };
}

type Listener = (...args: readonly unknown[]) => void;

function isListener(listener: unknown): listener is Listener {
  return typeof listener === "function";
}

const dispatcherOf = Symbol("the dispatcher that a listener belongs to");

/** The dispatcher that has already replaced the listeners of an event: concurrent runs share one. */
function findDispatcher(event: string): Dispatcher | undefined {
  const emitter: EventEmitter = process;
  for (const listener of emitter.rawListeners(event)) {
    if (dispatcherOf in listener && listener[dispatcherOf] instanceof Dispatcher) return listener[dispatcherOf];
  }
  return undefined;
}

/** Replaces an event's listeners as long as there are watchers. */
class Dispatcher {
  readonly #emitter: EventEmitter = process;
  readonly #event: string;
  readonly #watchers = new Set<Watcher>();
  readonly #listener: Listener;
  #others: readonly Listener[] = [];

  constructor(event: string) {
    this.#event = event;
    const dispatch: Listener = (...args) => this.#dispatch(args);
    this.#listener = Object.assign(dispatch, { [dispatcherOf]: this });
  }

  add(watcher: Watcher): void {
    if (this.#watchers.size === 0) this.#install();
    this.#watchers.add(watcher);
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size === 0) this.#uninstall();
  }

  #install(): void {
    // The listeners themselves, not copies: whoever added one must be able to remove it.
    this.#others = this.#emitter.rawListeners(this.#event).filter(isListener);
    this.#emitter.removeAllListeners(this.#event);
    this.#emitter.on(this.#event, this.#listener);
  }

  #uninstall(): void {
    this.#emitter.off(this.#event, this.#listener);
    for (const listener of this.#others) this.#emitter.on(this.#event, listener);
  }

  #dispatch(args: readonly unknown[]): void {
    const watcher = [...this.#watchers].find((candidate) => candidate.owns());
    if (watcher !== undefined) watcher.take(args[0]);
    else this.#passOn(args);
  }

  /** The other listeners are put back for it: mocha's removes itself, emits the event again, and adds itself again. */
  #passOn(args: readonly unknown[]): void {
    this.#uninstall();
    try {
      // Without a listener the error would have ended the process.
      if (!this.#emitter.emit(this.#event, ...args)) throw args[0];
    } finally {
      this.#install();
    }
  }
}

import type { StoredResource, World } from "../../../../contract.ts";
import type { FunctionApp } from "../../../../hosts/azure-functions/app.ts";
import type { ServiceBusOptions } from "../../../../hosts/azure-functions/host-json.ts";
import type { Broker, Received, Source } from "../../servicebus/index.ts";
import { ListenerError } from "./connection.ts";
import { serviceBusEvent } from "./service-bus-event.ts";

/** Milliseconds before a listener that cannot receive retries. In the cloud the delay grows with each attempt. */
const retryDelay = 5_000;

export interface ListenerTools {
  readonly clock: World["clock"];
  readonly broker: Broker;
  readonly app: FunctionApp;
  /** The name of the function. */
  readonly name: string;
  readonly options: Omit<ServiceBusOptions, "autoCompleteMessages">;
  /** The queue that the app may receive from. @throws ListenerError when it does not exist, or the app may not. */
  connect(): StoredResource;
}

/** Passes the messages of one queue to one function, several at a time. Does nothing while the queue is empty. */
export class QueueListener {
  readonly #tools: ListenerTools;
  #running = 0;
  #isStopped = false;
  #problem: string | undefined;
  /** Ends the wait for messages or for the next attempt. */
  #cancel = (): void => undefined;

  constructor(tools: ListenerTools) {
    this.#tools = tools;
  }

  /** Waits for messages, or retries later if the queue is not available. */
  start(): void {
    const source = this.#source();
    if (source === undefined) return;
    const { broker } = this.#tools;
    // The callback runs at once if messages are waiting, before the function that cancels it is known.
    let hasWaiting = false;
    let isWatching = false;
    this.#cancel = broker.watch(source, () => {
      if (isWatching) this.#look();
      else hasWaiting = true;
    });
    isWatching = true;
    if (hasWaiting) this.#look();
  }

  /** Receives no more messages. Those in progress are settled when they end. */
  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  /** The source that it may receive from. If there is none, it logs why, and starts again later. */
  #source(): Source | undefined {
    try {
      const source = { entity: this.#tools.connect(), isDead: false };
      this.#problem = undefined;
      return source;
    } catch (error) {
      if (!(error instanceof ListenerError)) throw error;
      this.#startLater(error.message);
      return undefined;
    }
  }

  #startLater(problem: string): void {
    const { app, name, clock } = this.#tools;
    if (problem !== this.#problem)
      app.log(`The listener for function 'Functions.${name}' was unable to start. ${problem}`);
    this.#problem = problem;
    this.#cancel();
    this.#cancel = clock.after(retryDelay, () => this.start());
  }

  #look(): void {
    const { broker, options } = this.#tools;
    while (!this.#isStopped && this.#running < options.maxConcurrentCalls) {
      const source = this.#source();
      const message = source && broker.receive(source);
      if (source === undefined || message === undefined) return;
      void this.#handle(source, message);
    }
  }

  /** Success completes a message, failure abandons it. A message that was lost with its instance comes back when its lock expires. */
  async #handle(source: Source, message: Received): Promise<void> {
    const { broker, app, name } = this.#tools;
    this.#running += 1;
    const endRenewal = this.#renew(source, message);
    const result = await app.invoke(name, serviceBusEvent(message));
    endRenewal();
    this.#running -= 1;
    if (result.ok || result.isLost !== true) {
      const isSettled = result.ok
        ? broker.complete(source, message.lockToken)
        : broker.abandon(source, message.lockToken);
      if (!isSettled)
        app.log(
          `The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue: ${message.lockToken}`,
        );
    }
    this.#look();
  }

  /** Renews the lock while the function runs, up to the limit in host.json. Returns a function that ends it. */
  #renew(source: Source, { lockToken, lockedUntil }: Received): () => void {
    const { broker, clock, options } = this.#tools;
    const [start, interval] = [clock.now(), (lockedUntil - clock.now()) / 2];
    let cancel = (): void => undefined;
    const plan = (): void => {
      if (clock.now() - start + interval > options.maxAutoLockRenewalDuration) return;
      cancel = clock.after(interval, () => {
        if (broker.renew(source, lockToken)) plan();
      });
    };
    plan();
    return () => cancel();
  }
}

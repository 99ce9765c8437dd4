import { textAt } from "../../../../contract/read.ts";
import { CloudError, type StoredResource, type World } from "../../../../contract.ts";
import type { FunctionApp } from "../../../../hosts/azure-functions/app.ts";
import type { TriggeredFunction } from "../../../../hosts/azure-functions/events.ts";
import type { ServiceBusOptions } from "../../../../hosts/azure-functions/host-json.ts";
import { isAllowed } from "../../../../iam/azure.ts";
import { requireById } from "../../arm.ts";
import type { IdentityService } from "../../identity/index.ts";
import { type Broker, dataAction, missingClaim } from "../../servicebus/index.ts";
import { appToken } from "../../tokens.ts";
import { findQueue, ListenerError, readConnection } from "./connection.ts";
import { resolveSettings } from "./expressions.ts";
import { QueueListener } from "./queue-listener.ts";

export interface ServiceBusTools {
  readonly world: World;
  readonly broker: Broker;
  readonly principalOf: IdentityService["principalOf"];
}

/**
 * Passes Service Bus messages to the functions of apps that have triggers for them.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger
 */
export class ServiceBusTriggers {
  readonly #tools: ServiceBusTools;
  readonly #listeners = new Map<string, readonly QueueListener[]>();

  constructor(tools: ServiceBusTools) {
    this.#tools = tools;
  }

  /** Listens for the messages of an app's current functions. */
  watch(id: string, app: FunctionApp): void {
    this.drop(id);
    const options = app.release?.host.serviceBus;
    const functions = app.functions.filter(({ trigger }) => trigger.type.toLowerCase() === "servicebustrigger");
    if (options === undefined || functions.length === 0) return;
    const listeners = functions.map((one) => this.#listener(id, app, one, options));
    this.#listeners.set(id, listeners);
    for (const listener of listeners) listener.start();
  }

  /** Receives no more messages for an app. */
  drop(id: string): void {
    for (const listener of this.#listeners.get(id) ?? []) listener.stop();
    this.#listeners.delete(id);
  }

  stop(): void {
    for (const id of [...this.#listeners.keys()]) this.drop(id);
  }

  #listener(
    id: string,
    app: FunctionApp,
    { name, trigger }: TriggeredFunction,
    options: ServiceBusOptions,
  ): QueueListener {
    const { world, broker } = this.#tools;
    const connect = (): StoredResource => {
      requireSimulated(trigger, options);
      return this.#connect(id, app, trigger);
    };
    return new QueueListener({ clock: world.clock, broker, app, name, options, connect });
  }

  /** Finds the queue, and checks that the app may receive from it. @throws ListenerError */
  #connect(id: string, app: FunctionApp, trigger: object): StoredResource {
    const { world, principalOf } = this.#tools;
    const { host, clientId } = readConnection(
      app.configuration.settings,
      resolveSettings(app, textAt(trigger, "connection") ?? ""),
    );
    const queue = findQueue(world.store, host, resolveSettings(app, textAt(trigger, "queueName") ?? ""));
    const principal = asListener(() => principalOf(requireById(world.store, appToken, id), clientId));
    const request = { principal, action: dataAction("receive"), resource: queue.id };
    if (isAllowed(world.store, request)) return queue;
    throw new ListenerError(missingClaim("receive", queue.id));
  }
}

/** Turns errors of the cloud into {@link ListenerError}, which keeps the listener from starting. */
function asListener<Result>(ask: () => Result): Result {
  try {
    return ask();
  } catch (error) {
    if (error instanceof CloudError) throw new ListenerError(error.message, { cause: error });
    throw error;
  }
}

/** @throws ListenerError for properties that would behave differently in the cloud. */
function requireSimulated(
  trigger: Readonly<Record<string, unknown>>,
  { autoCompleteMessages }: ServiceBusOptions,
): void {
  const isOther =
    trigger.queueName === undefined ||
    trigger.cardinality === "many" ||
    trigger.isSessionsEnabled === true ||
    trigger.sdkBinding === true ||
    (trigger.autoCompleteMessages ?? autoCompleteMessages) === false;
  if (!isOther) return;
  throw new ListenerError(
    "SimulatorLimit: the simulator has only triggers of queues, for one message at a time, which is completed when the function succeeds.",
  );
}

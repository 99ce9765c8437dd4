import { at, numberAt, requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Reference, type StoredResource, type World } from "../../../contract.ts";
import type { QueueSettings } from "../../../engines/messages.ts";
import { workerId } from "../../../hosts/workerd/settings.ts";
import { consumerToken, queueToken } from "../tokens.ts";

/** The default settings of a queue. https://developers.cloudflare.com/queues/configuration/configure-queues/ */
export const queueDefaults = { deliveryDelay: 0, deliveryPaused: false, messageRetentionPeriod: 345_600 } as const;

/** The default settings of a consumer. https://developers.cloudflare.com/queues/configuration/configure-queues/ */
export const consumerDefaults = {
  ...{ batchSize: 10, maxRetries: 3, maxWaitTimeMs: 5_000, retryDelay: 0, maxConcurrency: 250 },
  /** https://developers.cloudflare.com/queues/configuration/pull-consumers/#3-pull-messages */
  visibilityTimeoutMs: 30_000,
} as const;

const isIn = (account: string, { inputs }: StoredResource): boolean => textAt(inputs, "accountId") === account;

export function queueNamed({ store }: World, account: string, name: string): StoredResource | undefined {
  return store.find(queueToken, (queue) => isIn(account, queue) && textAt(queue.inputs, "queueName") === name)[0];
}

export function queueWithId({ store }: World, account: string, id: string): StoredResource | undefined {
  return store.find(queueToken, (queue) => isIn(account, queue) && queue.id === id)[0];
}

export function consumerOf({ store }: World, queueId: string): StoredResource | undefined {
  return store.find(consumerToken, ({ inputs }) => textAt(inputs, "queueId") === queueId)[0];
}

/** The name of a queue in bindings: its account and name. */
export function bindingName({ inputs }: Pick<StoredResource, "inputs">): string {
  return workerId(requiredText(inputs, "accountId"), requiredText(inputs, "queueName"));
}

export function settingOf(queue: StoredResource, name: "deliveryDelay" | "messageRetentionPeriod"): number {
  return numberAt(queue.inputs, `settings.${name}`) ?? queueDefaults[name];
}

export function isPaused({ inputs }: StoredResource): boolean {
  return at(inputs, "settings.deliveryPaused") === true;
}

export function consumerSetting(consumer: StoredResource, name: keyof typeof consumerDefaults): number {
  return numberAt(consumer.inputs, `settings.${name}`) ?? consumerDefaults[name];
}

/** The engine's settings for a queue. @param id - The queue's id. */
export function messageSettings(world: World, id: string): QueueSettings {
  const queue = world.store.get(queueToken, id);
  if (queue === undefined) return {};
  const retention = settingOf(queue, "messageRetentionPeriod") * 1_000;
  const consumer = consumerOf(world, id);
  if (consumer === undefined) return { retention };
  // A message is delivered once, and then retried up to `maxRetries` times: https://developers.cloudflare.com/queues/configuration/batching-retries/#delivery-failure
  const attempts = consumerSetting(consumer, "maxRetries") + 1;
  const name = textAt(consumer.inputs, "deadLetterQueue");
  const dead = name === undefined ? undefined : queueNamed(world, requiredText(queue.inputs, "accountId"), name);
  return {
    retention,
    deadLetters: { attempts, countsAnew: true, ...(dead === undefined ? {} : { queue: dead.id }) },
  };
}

/** A queue in the account of a resource, by its id. */
export const toQueue: Reference = {
  find: (id, { inputs }, world) => queueWithId(world, requiredText(inputs, "accountId"), id),
  missing: (id) => new CloudError("11000", `Queue ${id} does not exist.`, 404),
};

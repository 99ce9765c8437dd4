import type { WorkerOptions } from "miniflare";
import { workerId } from "./settings.ts";

/** Names the queue that a request is for, from a binding to the broker. Workers cannot set it. */
export const queueHeader = "x-simulated-queue";

/** Where the bindings of a runtime send messages, and the secret that authenticates them there. */
export interface BrokerAddress {
  readonly port: number;
  readonly secret: string;
}

type UnsafeBinding = NonNullable<WorkerOptions["unsafeBindings"]>[number];

const pluginName = "simulated-queues";

/**
 * The bindings of a Worker to queues: workerd's own, which serialize messages as Cloudflare's do. They send to the simulator's
 * broker instead of Miniflare's, which keeps messages only in memory.
 */
export function queueBindings(
  account: string,
  queues: Readonly<Record<string, string>>,
  { port, secret }: BrokerAddress,
): UnsafeBinding[] {
  return Object.entries(queues).map(([name, queue]) => ({
    name,
    type: "queue",
    // Miniflare loads the plugin by its path.
    plugin: { package: import.meta.filename, name: pluginName },
    options: { queue: workerId(account, queue), port, secret },
  }));
}

const serviceOf = ({ queue }: UnsafeBinding["options"]): string => `${pluginName}:${queue}`;

/** The plugin's interface to Miniflare, for its bindings of one Worker. */
export const plugins = {
  [pluginName]: {
    getBindings: (bindings: readonly UnsafeBinding[] = []) =>
      bindings.map(({ name, options }) => ({ name, queue: { name: serviceOf(options) } })),
    getNodeBindings: () => ({}),
    getServices: ({ options: bindings = [] }: { readonly options?: readonly UnsafeBinding[] }) =>
      bindings.map(({ options }) => ({
        name: serviceOf(options),
        external: { address: `127.0.0.1:${options.port}`, http: { injectRequestHeaders: headersOf(options) } },
      })),
  },
};

function headersOf({ queue, secret }: UnsafeBinding["options"]) {
  return [
    { name: queueHeader, value: String(queue) },
    { name: "authorization", value: `Bearer ${secret}` },
  ];
}

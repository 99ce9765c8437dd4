import type { WorkerOptions } from "miniflare";
import type { DoorAddress } from "../door.ts";
import { type WorkerSettings, workerId } from "./settings.ts";

/** Names the queue that a request is for, from a binding to its door. No Worker can set it there. */
export const queueHeader = "x-simulated-queue";
/** The same for a database. */
export const databaseHeader = "x-simulated-database";
/** The same for a secret of Secrets Store. */
export const secretHeader = "x-simulated-secret";

/** Where the bindings of a runtime lead. */
export interface Doors {
  readonly queues: DoorAddress;
  readonly databases: DoorAddress;
  readonly secrets: DoorAddress;
}

export type UnsafeBinding = NonNullable<WorkerOptions["unsafeBindings"]>[number];

interface Kind {
  /** Names at the door what the binding leads to. */
  readonly header: string;
  /** What workerd makes of a service that answers the binding. */
  binding(service: string): object;
  /** A Worker that stands between the binding and its door. @default none */
  between?(door: string): object;
}

/** https://developers.cloudflare.com/secrets-store/integrations/workers/#3-access-the-secret-on-the-env-object */
const secretWorker = `import { WorkerEntrypoint } from "cloudflare:workers";
export class Secret extends WorkerEntrypoint {
  async get() {
    const response = await this.env.door.fetch("http://secrets/");
    if (response.ok) return response.text();
    throw new Error(response.status === 404 ? \`Secret "\${this.env.name}" not found\` : await response.text());
  }
}
export default {};`;

/** By the name of Miniflare's plugin. */
const kinds: Readonly<Record<"simulated-queues" | "simulated-databases" | "simulated-secrets", Kind>> = {
  "simulated-queues": { header: queueHeader, binding: (name) => ({ queue: { name } }) },
  "simulated-databases": {
    header: databaseHeader,
    // https://github.com/cloudflare/workerd/blob/main/src/cloudflare/internal/d1-api.ts
    binding: (name) => ({
      wrapped: {
        moduleName: "cloudflare-internal:d1-api",
        innerBindings: [{ name: "fetcher", service: { name } }],
      },
    }),
  },
  "simulated-secrets": {
    header: secretHeader,
    binding: (name) => ({ service: { name: betweenOf(name), entrypoint: "Secret" } }),
    between: (door) => ({
      compatibilityDate: "2026-01-01",
      modules: [{ name: "secret.js", esModule: secretWorker }],
      bindings: [
        { name: "door", service: { name: door } },
        { name: "name", json: JSON.stringify(door.slice(door.indexOf(" ") + 1)) },
      ],
    }),
  },
};

const betweenOf = (service: string): string => `${service}:between`;

/**
 * The bindings of a Worker to queues and databases: workerd's own, which write each call as Cloudflare's do. They lead to the
 * simulator and not to Miniflare, which keeps messages in memory only, and one copy of a database, or of a secret, for each runtime.
 */
export function bindingsOf(worker: WorkerSettings, doors: Doors): UnsafeBinding[] {
  const { account, queues = {}, databases = {}, secrets = {} } = worker;
  const lead = (plugin: keyof typeof kinds, name: string, target: string, { port, secret }: DoorAddress) => ({
    ...{ name, type: plugin },
    // Miniflare loads the plugin by its path.
    plugin: { package: import.meta.filename, name: plugin },
    options: { target, port, secret },
  });
  return [
    ...Object.entries(queues).map(([name, queue]) =>
      lead("simulated-queues", name, workerId(account, queue), doors.queues),
    ),
    ...Object.entries(databases).map(([name, id]) => lead("simulated-databases", name, id, doors.databases)),
    ...Object.entries(secrets).map(([name, secret]) => lead("simulated-secrets", name, secret, doors.secrets)),
  ];
}

/** What Miniflare asks of a plugin, for its bindings of one Worker. */
function pluginFor([name, { header, binding, between }]: readonly [string, Kind]) {
  const serviceOf = ({ target }: UnsafeBinding["options"]): string => `${name}:${target}`;
  const plugin = {
    getBindings: (bindings: readonly UnsafeBinding[] = []) =>
      bindings.map(({ name, options }) => ({ name, ...binding(serviceOf(options)) })),
    getNodeBindings: () => ({}),
    getServices: ({ options: bindings = [] }: { readonly options?: readonly UnsafeBinding[] }) =>
      bindings.flatMap(({ options }) => {
        const service = serviceOf(options);
        const http = { injectRequestHeaders: headersOf(header, options) };
        return [
          { name: service, external: { address: `127.0.0.1:${options.port}`, http } },
          ...(between === undefined ? [] : [{ name: betweenOf(service), worker: between(service) }]),
        ];
      }),
  };
  return [name, plugin] as const;
}

export const plugins = Object.fromEntries(Object.entries(kinds).map(pluginFor));

function headersOf(header: string, { target, secret }: UnsafeBinding["options"]) {
  return [
    { name: header, value: String(target) },
    { name: "authorization", value: `Bearer ${secret}` },
  ];
}

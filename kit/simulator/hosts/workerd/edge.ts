import type { WorkerOptions } from "miniflare";
import { bindingsOf, type Doors } from "./bindings.ts";
import { type Stores, type WorkerSettings, workerId } from "./settings.ts";

/** Names the Worker that a request is for, from the front to the edge. */
export const targetHeader = "x-simulated-worker";
/** Names the body of a request, which the edge fetches from the front. */
export const bodyHeader = "x-simulated-body";
/** The client's `content-length`. */
export const lengthHeader = "x-simulated-length";
/** Tells the front that the Worker threw. A status cannot: a Worker may answer 500 itself. */
export const outcomeHeader = "x-simulated-outcome";

export const edgeName = "simulator:edge";
/** The part of the edge that passes on events other than requests. It has a port of its own, which clients cannot reach. */
export const dispatchEntrypoint = "Dispatch";
const tailEntrypoint = "Tail";
const sinkBinding = "simulator:sink";
const bodiesBinding = "simulator:bodies";

/**
 * Runs in front of every Worker, as Cloudflare's own servers do: it selects the Worker, sets `request.cf`, and catches what the
 * Worker throws. Events other than requests come to its `Dispatch`, which returns how they were handled; `scheduled` and
 * `queue` of a service binding run these handlers. Bodies of messages are decoded here: the runtime passes them on unchanged.
 * It is also the Tail Worker of every Worker, which receives the logs and exceptions of each invocation.
 * https://developers.cloudflare.com/workers/observability/logs/tail-workers/
 */
const edgeModule = `
import { WorkerEntrypoint } from "cloudflare:workers";
const place = { colo: "SIM", country: "XX", continent: "", city: "", timezone: "Etc/UTC", httpProtocol: "HTTP/1.1", tlsVersion: "", tlsCipher: "" };
export default {
  async fetch(request, env) {
    const headers = new Headers(request.headers);
    const take = (name) => {
      const value = headers.get(name);
      headers.delete(name);
      return value;
    };
    const [target, name, length] = [take("${targetHeader}"), take("${bodyHeader}"), take("${lengthHeader}")];
    headers.delete("content-length");
    if (length !== null) headers.set("content-length", length);
    try {
      const body = name === null ? null : (await env["${bodiesBinding}"].fetch("http://bodies/" + name)).body;
      const { method, url } = request;
      return await env[target].fetch(new Request(url, { method, headers, body, redirect: "manual", cf: place }));
    } catch {
      return new Response(null, { status: 500, headers: { "${outcomeHeader}": "exception" } });
    }
  },
};
export class ${dispatchEntrypoint} extends WorkerEntrypoint {
  async fetch(request) {
    const { worker, event } = await request.json();
    if (event.type === "queue") {
      return Response.json(await this.env[worker].queue(event.queue, event.messages.map(toMessage), event.metadata));
    }
    const scheduledTime = new Date(event.scheduledTime);
    const { outcome, noRetry } = await this.env[worker].scheduled({ cron: event.cron, scheduledTime });
    return Response.json({ outcome, noRetry });
  }
}
const toMessage = ({ contentType, body, timestamp, ...named }) => {
  const bytes = Uint8Array.fromBase64(body);
  const message = { ...named, timestamp: new Date(timestamp) };
  if (contentType === "v8") return { ...message, serializedBody: bytes };
  if (contentType === "bytes") return { ...message, body: bytes.buffer };
  const text = new TextDecoder().decode(bytes);
  return { ...message, body: contentType === "json" ? JSON.parse(text) : text };
};
export class ${tailEntrypoint} extends WorkerEntrypoint {
  async tail(events) {
    const body = JSON.stringify({ ...this.ctx.props, events });
    await this.env["${sinkBinding}"].fetch("http://sink/", { method: "POST", body });
  }
}`;

/** The compatibility date that the simulator's own Workers need. */
const ownDate = "2026-01-01";

/** A Worker of one module. */
export const asModule = (path: string, contents: string) => ({
  modules: [{ type: "ESModule" as const, path: `/${path}`, contents }],
  modulesRoot: "/",
});

/** What the Workers of a runtime need. */
interface EdgeTools {
  readonly onTail: (text: string) => void;
  readonly bodies: { readonly port: number };
  /** Where bindings to queues and databases lead. */
  readonly doors: Doors;
  /** Whether Workers can be debugged. */
  readonly isInspected: boolean;
}

/** The Workers of the runtime: the edge, and every deployed Worker. */
export function runtimeWorkers(
  workers: readonly WorkerSettings[],
  newestDate: string,
  { onTail, bodies, doors, isInspected }: EdgeTools,
): readonly WorkerOptions[] {
  const ids = workers.map(({ account, name }) => workerId(account, name));
  const sink = async (request: { text(): Promise<string> }) => {
    onTail(await request.text());
    const { Response } = await import("miniflare");
    return new Response(null, { status: 204 });
  };
  return [
    {
      name: edgeName,
      ...asModule("edge.js", edgeModule),
      compatibilityDate: ownDate,
      // Lets a Worker call handlers of another besides `fetch`: https://github.com/cloudflare/workerd/blob/main/src/workerd/io/compatibility-date.capnp
      compatibilityFlags: ["service_binding_extra_handlers"],
      // Ids of Workers contain a dot, so that none is confused with the sink.
      serviceBindings: {
        ...Object.fromEntries(ids.map((id) => [id, id])),
        [sinkBinding]: sink,
        [bodiesBinding]: { external: { address: `127.0.0.1:${bodies.port}`, http: {} } },
      },
      unsafeDirectSockets: [
        { host: "127.0.0.1", port: 0 },
        { host: "127.0.0.1", port: 0, entrypoint: dispatchEntrypoint },
      ],
    },
    ...workers.map((worker) => ({
      ...deployedWorker(worker, newestDate),
      unsafeBindings: bindingsOf(worker, doors),
      unsafeInspectorProxy: isInspected,
    })),
  ];
}

function deployedWorker(worker: WorkerSettings, newestDate: string): WorkerOptions {
  const { account, name, code, text, mainModule, compatibilityDate, compatibilityFlags, values, services } = worker;
  const bindings = Object.entries(services).map(([binding, { service, entrypoint }]) => [
    binding,
    { name: workerId(account, service), ...(entrypoint === undefined ? {} : { entrypoint }) },
  ]);
  return {
    name: workerId(account, name),
    ...(mainModule === undefined ? { script: text } : asModule(mainModule, text)),
    // The installed runtime may not support the newest date that Cloudflare supports.
    compatibilityDate: compatibilityDate < newestDate ? compatibilityDate : newestDate,
    compatibilityFlags: [...compatibilityFlags],
    bindings: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, toJson(value)])),
    serviceBindings: Object.fromEntries(bindings),
    ...storeBindings(account, worker.stores ?? {}),
    tails: [{ name: edgeName, entrypoint: tailEntrypoint, props: { script: name, code } }],
  };
}

/** One runtime has the stores of every account, so that their names there have the account's before them. */
function storeBindings(account: string, { kv = {}, r2 = {} }: Stores) {
  const named = (bindings: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(bindings).map(([binding, name]) => [binding, workerId(account, name)]));
  return { kvNamespaces: named(kv), r2Buckets: named(r2) };
}

type Json = NonNullable<WorkerOptions["bindings"]>[string];

/** A value that came from JSON or is text, in the runtime's type. */
function toJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return JSON.parse(text);
}

import type { WorkerOptions } from "miniflare";
import { type WorkerSettings, workerId } from "./settings.ts";

/** Names the Worker that a request is for, from the front to the edge. */
export const targetHeader = "x-simulated-worker";
/** Names the body of a request, which the edge fetches from the front. */
export const bodyHeader = "x-simulated-body";
/** The client's `content-length`. */
export const lengthHeader = "x-simulated-length";
/** Tells the front that the Worker threw, which its own response cannot: a Worker may answer 500 itself. */
export const outcomeHeader = "x-simulated-outcome";

export const edgeName = "simulator:edge";
const tailEntrypoint = "Tail";
const sinkBinding = "simulator:sink";
const bodiesBinding = "simulator:bodies";

/**
 * Stands before every Worker, as Cloudflare's own servers do: picks it, gives `request.cf`, catches what it throws.
 * Behind every Worker it is the Tail Worker, which gets the logs and exceptions of each invocation.
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
export class ${tailEntrypoint} extends WorkerEntrypoint {
  async tail(events) {
    const body = JSON.stringify({ script: this.ctx.props.script, events });
    await this.env["${sinkBinding}"].fetch("http://sink/", { method: "POST", body });
  }
}`;

/** The date from which the runtime of the simulator has what its own Workers use. */
const ownDate = "2026-01-01";

const asModule = (path: string, contents: string) => ({
  modules: [{ type: "ESModule" as const, path: `/${path}`, contents }],
  modulesRoot: "/",
});

/** What the Workers of a runtime need around them. */
interface EdgeTools {
  readonly onTail: (text: string) => void;
  readonly bodies: { readonly port: number };
  /** Whether Workers can be debugged. */
  readonly isInspected: boolean;
}

/** What the runtime runs: the edge, and every deployed Worker. */
export function runtimeWorkers(
  workers: readonly WorkerSettings[],
  newestDate: string,
  { onTail, bodies, isInspected }: EdgeTools,
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
      // Ids of Workers have a dot, so that none is taken for the sink.
      serviceBindings: {
        ...Object.fromEntries(ids.map((id) => [id, id])),
        [sinkBinding]: sink,
        [bodiesBinding]: { external: { address: `127.0.0.1:${bodies.port}`, http: {} } },
      },
      unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    },
    ...workers.map((worker) => ({ ...deployedWorker(worker, newestDate), unsafeInspectorProxy: isInspected })),
  ];
}

function deployedWorker(worker: WorkerSettings, newestDate: string): WorkerOptions {
  const { account, name, text, mainModule, compatibilityDate, compatibilityFlags, values, services } = worker;
  const bindings = Object.entries(services).map(([binding, { service, entrypoint }]) => [
    binding,
    { name: workerId(account, service), ...(entrypoint === undefined ? {} : { entrypoint }) },
  ]);
  return {
    name: workerId(account, name),
    ...(mainModule === undefined ? { script: text } : asModule(mainModule, text)),
    // The installed runtime may be older than the newest date that Cloudflare knows.
    compatibilityDate: compatibilityDate < newestDate ? compatibilityDate : newestDate,
    compatibilityFlags: [...compatibilityFlags],
    bindings: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, toJson(value)])),
    serviceBindings: Object.fromEntries(bindings),
    tails: [{ name: edgeName, entrypoint: tailEntrypoint, props: { script: name } }],
  };
}

type Json = NonNullable<WorkerOptions["bindings"]>[string];

/** A value that came from JSON or is text, as the runtime's types want it. */
function toJson(value: unknown): Json {
  const text = JSON.stringify(value);
  return JSON.parse(text);
}

import type { SimulatorOptions } from "../../../kit/simulator/index.ts";
import { type Deployed, type Deployment, deploymentOn } from "../deployment.ts";

type Properties = Readonly<Record<string, unknown>>;

export const accountId = "0123456789abcdef0123456789abcdef";
export const scriptToken = "cloudflare:index/workersScript:WorkersScript";
export const subdomainToken = "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain";
export const routeToken = "cloudflare:index/workersRoute:WorkersRoute";
export const domainToken = "cloudflare:index/workersCustomDomain:WorkersCustomDomain";
export const cronToken = "cloudflare:index/workersCronTrigger:WorkersCronTrigger";
export const queueToken = "cloudflare:index/queue:Queue";
export const consumerToken = "cloudflare:index/queueConsumer:QueueConsumer";
export const zoneToken = "cloudflare:index/zone:Zone";

export function openCloudflare(options: Partial<SimulatorOptions> = {}): Promise<Deployment> {
  return deploymentOn("cloudflare", { ...options, configuration: { apiToken: "token" } });
}

/** Inputs of a module Worker. */
export function scriptInputs(content: string, more: Properties = {}): Properties {
  return { accountId, scriptName: "api", mainModule: "index.js", compatibilityDate: "2026-01-01", content, ...more };
}

/** A module whose `fetch` has this body, with `request`, `env` and `context` in scope. */
export function worker(body: string): string {
  return `export default { async fetch(request, env, context) { ${body} } };`;
}

/** Deploys a Worker and gives it an address on workers.dev. */
export async function deployWorker(cloudflare: Deployment, content: string, more: Properties = {}): Promise<Deployed> {
  const script = await cloudflare.create(scriptToken, "api", scriptInputs(content, more));
  const { scriptName } = script.inputs;
  await cloudflare.create(subdomainToken, String(scriptName), { accountId, scriptName, enabled: true });
  return script;
}

/** The local address of a public host name. */
export function addressOf(cloudflare: Pick<Deployment, "simulator">, host: string): string {
  const found = cloudflare.simulator.world.endpoints.list().find((endpoint) => endpoint.host === host);
  if (found === undefined) throw new Error(`There is no endpoint for ${host}.`);
  return found.url;
}

export function workersDev(cloudflare: Deployment, script = "api"): string {
  return addressOf(cloudflare, `${script}.simulated.workers.dev`);
}

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
export const secretsStoreToken = "cloudflare:index/secretsStore:SecretsStore";
export const storedSecretToken = "cloudflare:index/secretsStoreSecret:SecretsStoreSecret";
export const databaseToken = "cloudflare:index/d1Database:D1Database";
export const zoneToken = "cloudflare:index/zone:Zone";

export function openCloudflare(options: Partial<SimulatorOptions> = {}): Promise<Deployment> {
  return deploymentOn("cloudflare", { ...options, configuration: { apiToken: "token" } });
}

/** Where the API is, and the headers that it wants. */
export interface Api {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What the API answers. */
export interface ApiAnswer<Result> {
  readonly status: number;
  readonly success: boolean;
  readonly errors: readonly { readonly code: number; readonly message: string }[];
  readonly result: Result;
}

/** The API of the account, for somebody with its token. */
export async function apiOf({ simulator }: Pick<Deployment, "simulator">): Promise<Api> {
  const services = await simulator.services("cloudflare");
  const variables = await services.credentials?.({ principal: accountId });
  const { CLOUDFLARE_BASE_URL: base = "", CLOUDFLARE_API_TOKEN: token = "" } = variables ?? {};
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return { url: `${base}/accounts/${accountId}`, headers };
}

/** @param body - JSON, or a value that is made JSON. @default none is sent, and GET is the method */
export async function callApi<Result>(
  { url, headers }: Api,
  path: string,
  body?: unknown,
  method = body === undefined ? "GET" : "POST",
): Promise<ApiAnswer<Result>> {
  const sent = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
  const response = await fetch(`${url}${path}`, { method, headers, ...sent });
  return { status: response.status, ...JSON.parse(await response.text()) };
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

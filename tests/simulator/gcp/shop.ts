import assert from "node:assert/strict";
import { build } from "esbuild";
import type { SimulatorOptions } from "../../../kit/simulator/index.ts";
import { archive, type Deployed, type Deployment, deploymentOn } from "../deployment.ts";

type Properties = Readonly<Record<string, unknown>>;

export const functionToken = "gcp:cloudfunctionsv2/function:Function";
export const objectToken = "gcp:storage/bucketObject:BucketObject";
export const bucketToken = "gcp:storage/bucket:Bucket";
export const memberToken = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";

export function openGcp(options: Partial<SimulatorOptions> = {}): Promise<Deployment> {
  return deploymentOn("gcp", { ...options, configuration: { project: "shop-project", region: "europe-west1" } });
}

/** The files of a function whose module has this text. */
export function sourceOf(code: string): Properties {
  return archive({ "package.json": '{"type":"module","main":"index.js"}', "index.js": code });
}

/** The same for a CommonJS module that requires Google's own libraries: they are bundled with it. */
export async function bundledSourceOf(code: string): Promise<Properties> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    ...{ bundle: true, platform: "node", format: "cjs", write: false, logLevel: "error" },
  });
  return archive({ "package.json": '{"main":"index.js"}', "index.js": outputFiles[0]?.text ?? "" });
}

/** What a function of these tests may differ in. */
export interface FunctionOptions {
  readonly name?: string;
  readonly source?: Properties;
  readonly service?: Properties;
  readonly build?: Properties;
  /** Whether anyone may call it. @default true */
  readonly open?: boolean;
}

/** Inputs of a function whose source is in `bucket`. */
export function functionInputs(bucket: string, object: string, options: FunctionOptions = {}): Properties {
  const { name = "api", service = {}, build = {} } = options;
  return {
    name,
    location: "europe-west1",
    buildConfig: {
      runtime: "nodejs22",
      entryPoint: "handler",
      source: { storageSource: { bucket, object } },
      ...build,
    },
    serviceConfig: { availableMemory: "256Mi", ...service },
  };
}

/** Deploys a function with its bucket and object, and lets everyone call it. */
export async function deployFunction(gcp: Deployment, code: string, options: FunctionOptions = {}): Promise<Deployed> {
  const { name = "api", open = true, source = sourceOf(code) } = options;
  const bucket = await gcp.create(bucketToken, `${name}-source`, { name: `${name}-source`, location: "EU" });
  const object = await gcp.create(objectToken, `${name}-zip`, { bucket: bucket.id, name: `${name}.zip`, source });
  const inputs = functionInputs(bucket.id, String(object.outputs.name), options);
  const deployed = await gcp.create(functionToken, name, inputs);
  if (open) {
    const grant = { name, location: "europe-west1", role: "roles/run.invoker", member: "allUsers" };
    await gcp.create(memberToken, name, grant);
  }
  return deployed;
}

export function urlOf(deployed: Deployed): string {
  return String(deployed.outputs.url);
}

/** A function that answers what it sees. */
export const echo = `
export const handler = (request, response) => response.json({
  url: request.url, headers: request.headers, body: request.rawBody?.toString("base64"),
  environment: process.env, folder: process.cwd(), pid: process.pid,
});`;

/** Asks, and reads what an {@link echo} says. */
export async function see(url: string, init?: RequestInit) {
  const response = await fetch(url, init);
  assert.equal(response.status, 200);
  return Object(await response.json());
}

import type {
  Created,
  Properties,
  ResourceRequest,
  ResourceType,
  Scope,
  StoredResource,
  World,
} from "../../../contract.ts";
import { checkSource } from "../../../hosts/cloud-functions/build.ts";
import type { FunctionHost } from "../../../hosts/cloud-functions/function-host.ts";
import type { RevisionSettings } from "../../../hosts/cloud-functions/settings.ts";
import { at, isRecord, numberAt, requiredText, textAt, textsAt } from "../../read.ts";
import type { Tokens } from "../identity/tokens.ts";
import { alreadyExists, defaultAccount, deletionPolicy, labelOutputs, projectOf } from "../project.ts";
import { requireAccount } from "../service-account.ts";
import { readObject } from "../storage/bucket-object.ts";
import { functionToken } from "../tokens.ts";
import { admission } from "./admission.ts";
import { requireBuild } from "./build-account.ts";
import { functionConstraints, functionExample, functionLimits } from "./constraints.ts";
import { bytesOf, defaultMemory, processorsOf } from "./limits.ts";

const naming = "https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions/create";

/**
 * What is known of a function's settings. Left out, and therefore refused: `eventTrigger` (no Eventarc), secrets (no
 * Secret Manager), VPC connectors and direct VPC (no networks), `kmsKeyName`, `binaryAuthorizationPolicy`,
 * `buildConfig.workerPool` and `repoSource`, and the outputs that the type lists among its inputs.
 */
const properties: ResourceType["properties"] = {
  name: "simulated",
  location: "simulated",
  project: "simulated",
  description: "simulated",
  labels: "simulated",
  deletionPolicy,
  "buildConfig.runtime": { inert: "Every version runs on the simulator's own Node.js." },
  "buildConfig.entryPoint": "simulated",
  "buildConfig.source.storageSource.bucket": "simulated",
  "buildConfig.source.storageSource.object": "simulated",
  "buildConfig.source.storageSource.generation": "simulated",
  "buildConfig.environmentVariables": { inert: "The simulated build runs no steps that could read them." },
  "buildConfig.serviceAccount": "simulated",
  "buildConfig.dockerRepository": "simulated",
  "buildConfig.automaticUpdatePolicy": { inert: "There is no base image to be updated." },
  "buildConfig.onDeployUpdatePolicy": { inert: "There is no base image to be updated." },
  "serviceConfig.availableMemory": "simulated",
  "serviceConfig.availableCpu": { inert: "Processors are not rationed; the rules about them are checked." },
  "serviceConfig.timeoutSeconds": "simulated",
  "serviceConfig.minInstanceCount": "simulated",
  "serviceConfig.maxInstanceCount": "simulated",
  "serviceConfig.maxInstanceRequestConcurrency": "simulated",
  "serviceConfig.serviceAccountEmail": "simulated",
  "serviceConfig.environmentVariables": "simulated",
  "serviceConfig.ingressSettings": "simulated",
  "serviceConfig.allTrafficOnLatestRevision": { inert: "Traffic always goes to the latest revision." },
};

/** What is kept of a deployed function beside its resource. */
interface Deployed {
  readonly code: string;
  readonly generation: number;
  /** Counts revisions. */
  readonly count: number;
}

/** https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions */
export function functionType(host: FunctionHost, tokens: Tokens): ResourceType {
  return {
    token: functionToken,
    source: "https://www.pulumi.com/registry/packages/gcp/api-docs/cloudfunctionsv2/function/",
    naming: {
      property: "name",
      max: 63,
      pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/,
      refused: ["Api", "1-api", "api-", "shop_api"],
      source: naming,
    },
    replaceOn: ["name", "location", "project"],
    properties,
    constraints: functionConstraints,
    limits: functionLimits,
    configured: labelOutputs,
    example: functionExample,
    async create(request, world) {
      const id = idOf(request);
      if (world.store.find(functionToken, (found) => found.id === id).length > 0) throw alreadyExists(id);
      return deploy(id, request, host, world);
    },
    update: async (request, old, world) => (await deploy(old.id, request, host, world)).outputs,
    async apply(resource, world) {
      const deployed = readDeployed(resource.id, world);
      if (deployed === undefined) throw new Error(`The function ${resource.id} is stored without its code.`);
      host.restore(resource.id, settingsOf(resource, deployed));
      const admit = admission(resource, tokens, world);
      await world.endpoints.open({ cloud: "gcp", key: endpointKey(resource.id) }, (request, response) =>
        host.serve(resource.id, admit, request, response),
      );
    },
    serves: ({ id }) => ({ endpoint: endpointKey(id), path: "/" }),
    async remove(resource, world) {
      await world.endpoints.close(endpointKey(resource.id));
      await host.remove(resource.id);
      world.store.putValue(deployedKey(resource.id), undefined);
    },
  };
}

/** Puts other code in place of what functions run that have the code `from`. Answers how many there are. */
export async function replaceCode(from: string, to: string, host: FunctionHost, world: World): Promise<number> {
  let replaced = 0;
  for (const resource of world.store.find(functionToken)) {
    const deployed = readDeployed(resource.id, world);
    if (deployed?.code !== from) continue;
    const next = { ...deployed, code: to, count: deployed.count + 1 };
    await host.deploy(resource.id, settingsOf(resource, next));
    world.store.putValue(deployedKey(resource.id), JSON.stringify(next));
    replaced += 1;
  }
  return replaced;
}

function idOf({ inputs, scope }: ResourceRequest): string {
  const location = requiredText(inputs, "location");
  return `projects/${projectOf(inputs, scope)}/locations/${location}/functions/${requiredText(inputs, "name")}`;
}

function endpointKey(id: string): string {
  return `${functionToken} ${id}`;
}

function deployedKey(id: string): string {
  return `gcp/deployed/${id}`;
}

function readDeployed(id: string, world: World): Deployed | undefined {
  const value = world.store.getValue(deployedKey(id));
  const found: unknown = value === undefined ? undefined : JSON.parse(value);
  const [code, generation, count] = [textAt(found, "code"), numberAt(found, "generation"), numberAt(found, "count")];
  return code === undefined || generation === undefined || count === undefined
    ? undefined
    : { code, generation, count };
}

async function deploy(id: string, request: ResourceRequest, host: FunctionHost, world: World): Promise<Created> {
  const { inputs, scope } = request;
  const project = projectOf(inputs, scope);
  const account = textAt(inputs, "serviceConfig.serviceAccountEmail") ?? defaultAccount(project);
  requireAccount(account, project, world);
  const [, , , location = "", , name = ""] = id.split("/");
  requireBuild(
    {
      project,
      location,
      function: name,
      account: textAt(inputs, "buildConfig.serviceAccount"),
      repository: textAt(inputs, "buildConfig.dockerRepository"),
    },
    world,
  );
  const source = "buildConfig.source.storageSource";
  const [bucket, object] = [requiredText(inputs, `${source}.bucket`), requiredText(inputs, `${source}.object`)];
  const { content, generation } = readObject(bucket, object, numberAt(inputs, `${source}.generation`), world);
  checkSource(world.code.files(content));
  const deployed = { code: content, generation, count: (readDeployed(id, world)?.count ?? 0) + 1 };
  if (world.live) await host.deploy(id, settingsOf(request, deployed));
  world.store.putValue(deployedKey(id), JSON.stringify(deployed));
  return { id, outputs: await outputsOf(id, { inputs, scope }, account, deployed, world) };
}

function settingsOf({ inputs, scope }: Pick<StoredResource, "inputs" | "scope">, deployed: Deployed): RevisionSettings {
  const project = projectOf(inputs, scope);
  const service = requiredText(inputs, "name");
  const memory = textAt(inputs, "serviceConfig.availableMemory") ?? defaultMemory;
  return {
    service,
    revision: `${service}-${String(deployed.count).padStart(5, "0")}-${deployed.code.slice(0, 3)}`,
    code: deployed.code,
    entryPoint: textAt(inputs, "buildConfig.entryPoint") ?? service,
    memory: bytesOf(memory) ?? 0,
    ...scalingOf(inputs),
    variables: textsAt(inputs, "serviceConfig.environmentVariables"),
    identity: {
      email: textAt(inputs, "serviceConfig.serviceAccountEmail") ?? defaultAccount(project),
      project,
      region: requiredText(inputs, "location"),
    },
  };
}

/** Defaults as the API applies them. https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions#serviceconfig */
function scalingOf(inputs: Properties) {
  return {
    timeout: numberAt(inputs, "serviceConfig.timeoutSeconds") ?? 60,
    concurrency: numberAt(inputs, "serviceConfig.maxInstanceRequestConcurrency") ?? 1,
    minInstances: numberAt(inputs, "serviceConfig.minInstanceCount") ?? 0,
    maxInstances: (numberAt(inputs, "serviceConfig.maxInstanceCount") ?? 0) || 100,
  };
}

async function outputsOf(
  id: string,
  { inputs, scope }: { readonly inputs: Properties; readonly scope: Scope },
  account: string,
  deployed: Deployed,
  world: World,
): Promise<Properties> {
  const project = projectOf(inputs, scope);
  const name = requiredText(inputs, "name");
  const location = requiredText(inputs, "location");
  const url = await world.endpoints.reserve(endpointKey(id));
  const place = `projects/${project}/locations/${location}`;
  const { bucket, object } = { ...asRecord(at(inputs, "buildConfig.source.storageSource")) };
  return {
    project,
    url,
    environment: "GEN_2",
    state: "ACTIVE",
    updateTime: new Date(world.clock.now()).toISOString(),
    buildConfig: {
      ...asRecord(at(inputs, "buildConfig")),
      build: `${place}/builds/${deployed.code.slice(0, 8)}-${deployed.count}`,
      source: { storageSource: { bucket, object, generation: deployed.generation } },
    },
    serviceConfig: { ...serviceOutputs(inputs, account), service: `${place}/services/${name}`, uri: url, gcfUri: url },
  };
}

/** The service's settings with the defaults that the API answers. */
function serviceOutputs(inputs: Properties, account: string): Properties {
  const scaling = scalingOf(inputs);
  return {
    ...asRecord(at(inputs, "serviceConfig")),
    availableMemory: textAt(inputs, "serviceConfig.availableMemory") ?? defaultMemory,
    availableCpu: processorsOf(inputs),
    timeoutSeconds: scaling.timeout,
    maxInstanceCount: scaling.maxInstances,
    minInstanceCount: scaling.minInstances,
    maxInstanceRequestConcurrency: scaling.concurrency,
    ingressSettings: textAt(inputs, "serviceConfig.ingressSettings") ?? "ALLOW_ALL",
    allTrafficOnLatestRevision: at(inputs, "serviceConfig.allTrafficOnLatestRevision") ?? true,
    serviceAccountEmail: account,
  };
}

function asRecord(value: unknown): Properties {
  return isRecord(value) ? value : {};
}

import { at, numberAt, recordAt, requiredText, textAt, textsAt } from "../../../contract/read.ts";
import type {
  Properties,
  ResourceDraft,
  ResourceType,
  RunningCode,
  StoredResource,
  Variables,
  World,
} from "../../../contract.ts";
import { checkSource } from "../../../hosts/cloud-functions/build.ts";
import type { FunctionHost } from "../../../hosts/cloud-functions/function-host.ts";
import type { RevisionSettings } from "../../../hosts/cloud-functions/settings.ts";
import type { Environment } from "../../environment.ts";
import { inert, simulated } from "../../rules.ts";
import { type Tokens, toAccount } from "../iam/index.ts";
import { defaultAccount, deletionPolicy, everywhere, labelOutputs, placeOf, projectOf, timeOf } from "../project.ts";
import type { StorageService } from "../storage/index.ts";
import { functionToken } from "../tokens.ts";
import { admission } from "./admission.ts";
import { requireBuild } from "./build-account.ts";
import { functionConstraints, functionExample, functionLimits } from "./constraints.ts";
import { bytesOf, defaultMemory, processorsOf } from "./limits.ts";

const naming = "https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions/create";

const sourceProperty = "buildConfig.source.storageSource";

/**
 * How a function's settings are supported. Not listed, and therefore refused: `eventTrigger` (no Eventarc), secrets (no
 * Secret Manager), VPC connectors and direct VPC (no networks), `kmsKeyName`, `binaryAuthorizationPolicy`,
 * `buildConfig.workerPool` and `repoSource`, and the outputs that the type lists among its inputs.
 */
const properties: ResourceType["properties"] = {
  ...simulated("name", "location", "project", "description", "labels"),
  ...deletionPolicy,
  ...inert("Every version runs on the simulator's own Node.js.", "buildConfig.runtime"),
  ...simulated("buildConfig.entryPoint", "buildConfig.serviceAccount", "buildConfig.dockerRepository"),
  ...simulated(...["bucket", "object", "generation"].map((name) => `${sourceProperty}.${name}`)),
  ...inert("The simulated build runs no steps that could read them.", "buildConfig.environmentVariables"),
  ...inert(
    "A base image that could be updated does not exist here.",
    ...["buildConfig.automaticUpdatePolicy", "buildConfig.onDeployUpdatePolicy"],
  ),
  ...simulated("serviceConfig.availableMemory", "serviceConfig.timeoutSeconds", "serviceConfig.environmentVariables"),
  ...inert("Processors are not rationed; the rules about them are checked.", "serviceConfig.availableCpu"),
  ...simulated("serviceConfig.minInstanceCount", "serviceConfig.maxInstanceCount"),
  ...simulated("serviceConfig.maxInstanceRequestConcurrency"),
  ...simulated("serviceConfig.serviceAccountEmail", "serviceConfig.ingressSettings"),
  ...inert("Traffic always goes to the latest revision.", "serviceConfig.allTrafficOnLatestRevision"),
};

/** What is stored of a deployed function besides its resource. */
interface Deployed {
  readonly code: string;
  readonly generation: number;
  /** The number of its revisions. */
  readonly count: number;
}

/** The services that functions are deployed with. */
export interface FunctionTools {
  readonly host: FunctionHost;
  readonly tokens: Tokens;
  readonly storage: StorageService;
  readonly environment: Environment;
}

function runningCode({ host, environment }: FunctionTools): RunningCode {
  return {
    of: ({ id }, world) => readDeployed(id, world)?.code,
    async replace(resource, hash, world) {
      const deployed = readDeployed(resource.id, world);
      const next = { generation: 0, ...deployed, code: hash, count: (deployed?.count ?? 0) + 1 };
      await host.deploy(resource.id, settingsOf(resource, next, await environment(resource)));
      world.store.putValue(deployedKey(resource.id), JSON.stringify(next));
    },
  };
}

/** https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions */
export function functionType(tools: FunctionTools): ResourceType {
  const { host, tokens, environment } = tools;
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
    example: functionExample,
    refers: { "serviceConfig.serviceAccountEmail": toAccount },
    id: (request) => `${placeOf(request)}/functions/${requiredText(request.inputs, "name")}`,
    unique: [everywhere],
    check: requireItsBuild,
    defaults: { environment: "GEN_2", state: "ACTIVE" },
    outputs: (draft, world) => deploy(draft, tools, world),
    configured: labelOutputs,
    async apply(resource, world) {
      const deployed = readDeployed(resource.id, world);
      if (deployed === undefined) throw new Error(`The function ${resource.id} is stored without its code.`);
      host.restore(resource.id, settingsOf(resource, deployed, await environment(resource)));
      const admit = admission(resource, tokens, world);
      await world.endpoints.open({ cloud: "gcp", key: endpointKey(resource.id) }, (request, response) =>
        host.serve(resource.id, admit, request, response),
      );
    },
    code: runningCode(tools),
    serves: ({ id }) => ({ endpoint: endpointKey(id), path: "/" }),
    logGroup: ({ inputs }) => requiredText(inputs, "name"),
    async remove(resource, world) {
      await world.endpoints.close(endpointKey(resource.id));
      await host.remove(resource.id);
      world.store.putValue(deployedKey(resource.id), undefined);
    },
  };
}

/** The function that answers at an address: all paths below its URL are its own. */
export function findByUrl(url: string, { store }: World): StoredResource | undefined {
  const origin = URL.parse(url)?.origin;
  return store.find(functionToken, ({ outputs }) => URL.parse(textAt(outputs, "url") ?? "")?.origin === origin)[0];
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

function accountOf({ inputs, scope }: Pick<StoredResource, "inputs" | "scope">): string {
  return textAt(inputs, "serviceConfig.serviceAccountEmail") ?? defaultAccount(projectOf(inputs, scope));
}

function requireItsBuild({ inputs, scope }: ResourceDraft, world: World): void {
  const build = {
    project: projectOf(inputs, scope),
    location: requiredText(inputs, "location"),
    function: requiredText(inputs, "name"),
    account: textAt(inputs, "buildConfig.serviceAccount"),
    repository: textAt(inputs, "buildConfig.dockerRepository"),
  };
  requireBuild(build, world);
}

async function deploy(
  draft: ResourceDraft,
  { host, storage, environment }: FunctionTools,
  world: World,
): Promise<Properties> {
  const { id, inputs } = draft;
  const source = at(inputs, sourceProperty);
  const [bucket, object] = [requiredText(source, "bucket"), requiredText(source, "object")];
  const { content, generation } = storage.readSource(bucket, object, numberAt(source, "generation"));
  checkSource(world.code.files(content));
  const deployed = { code: content, generation, count: (readDeployed(id, world)?.count ?? 0) + 1 };
  if (world.live) await host.deploy(id, settingsOf(draft, deployed, await environment(draft)));
  world.store.putValue(deployedKey(id), JSON.stringify(deployed));
  return outputsOf(draft, deployed, world);
}

/** @param given - Variables of other services, which a function's own variables override. */
function settingsOf(
  { inputs, scope }: Pick<StoredResource, "inputs" | "scope">,
  deployed: Deployed,
  given: Variables,
): RevisionSettings {
  const service = requiredText(inputs, "name");
  const memory = textAt(inputs, "serviceConfig.availableMemory") ?? defaultMemory;
  return {
    service,
    revision: `${service}-${String(deployed.count).padStart(5, "0")}-${deployed.code.slice(0, 3)}`,
    code: deployed.code,
    entryPoint: textAt(inputs, "buildConfig.entryPoint") ?? service,
    memory: bytesOf(memory) ?? 0,
    ...scalingOf(inputs),
    variables: { ...given, ...textsAt(inputs, "serviceConfig.environmentVariables") },
    identity: {
      email: accountOf({ inputs, scope }),
      project: projectOf(inputs, scope),
      region: requiredText(inputs, "location"),
    },
  };
}

/** The scaling settings, with the API's defaults. https://cloud.google.com/functions/docs/reference/rest/v2/projects.locations.functions#serviceconfig */
function scalingOf(inputs: Properties) {
  return {
    timeout: numberAt(inputs, "serviceConfig.timeoutSeconds") ?? 60,
    concurrency: numberAt(inputs, "serviceConfig.maxInstanceRequestConcurrency") ?? 1,
    minInstances: numberAt(inputs, "serviceConfig.minInstanceCount") ?? 0,
    maxInstances: (numberAt(inputs, "serviceConfig.maxInstanceCount") ?? 0) || 100,
  };
}

async function outputsOf(draft: ResourceDraft, deployed: Deployed, world: World): Promise<Properties> {
  const { id, inputs, scope } = draft;
  const url = await world.endpoints.reserve(endpointKey(id));
  const place = placeOf(draft);
  const { bucket, object } = recordAt(inputs, sourceProperty);
  return {
    project: projectOf(inputs, scope),
    url,
    updateTime: timeOf(world),
    buildConfig: {
      ...recordAt(inputs, "buildConfig"),
      build: `${place}/builds/${deployed.code.slice(0, 8)}-${deployed.count}`,
      source: { storageSource: { bucket, object, generation: deployed.generation } },
    },
    serviceConfig: {
      ...serviceOutputs(inputs),
      serviceAccountEmail: accountOf(draft),
      service: `${place}/services/${requiredText(inputs, "name")}`,
      uri: url,
      gcfUri: url,
    },
  };
}

/** The service's settings, with the API's defaults. */
function serviceOutputs(inputs: Properties): Properties {
  const scaling = scalingOf(inputs);
  return {
    ...recordAt(inputs, "serviceConfig"),
    availableMemory: textAt(inputs, "serviceConfig.availableMemory") ?? defaultMemory,
    availableCpu: processorsOf(inputs),
    timeoutSeconds: scaling.timeout,
    maxInstanceCount: scaling.maxInstances,
    minInstanceCount: scaling.minInstances,
    maxInstanceRequestConcurrency: scaling.concurrency,
    ingressSettings: textAt(inputs, "serviceConfig.ingressSettings") ?? "ALLOW_ALL",
    allTrafficOnLatestRevision: at(inputs, "serviceConfig.allTrafficOnLatestRevision") ?? true,
  };
}

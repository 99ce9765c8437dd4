import { createHash } from "node:crypto";
import {
  CloudError,
  type Naming,
  type Properties,
  type ResourceRequest,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import { type WorkerSettings, workerId } from "../../../hosts/workerd/settings.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { at, recordsAt, requiredText, textAt } from "../../read.ts";
import { scriptToken } from "../tokens.ts";
import { scriptConstraints, scriptExample, scriptLimits } from "./constraints.ts";

const observed = { inert: "The simulator's log shows every invocation, as `wrangler tail` does, and keeps none." };
const unlimited = { inert: "Processor time is not measured." };

/**
 * What is known of a script's settings. Left out, and therefore refused: `assets`, `files`, `exports`, `migrations` and
 * `tailConsumers`, which need services that are not simulated yet, and `keepBindings`, which depends on earlier uploads.
 */
const properties: ResourceType["properties"] = {
  accountId: "simulated",
  scriptName: "simulated",
  content: "simulated",
  contentFile: "simulated",
  contentSha256: "simulated",
  contentType: { inert: "Whether a Worker is a module is decided by mainModule." },
  mainModule: "simulated",
  bodyPart: "simulated",
  "bindings.name": "simulated",
  "bindings.type": "simulated",
  "bindings.text": "simulated",
  "bindings.json": "simulated",
  "bindings.service": "simulated",
  "bindings.entrypoint": "simulated",
  "bindings.environment": { inert: "A Worker has one environment." },
  compatibilityDate: "simulated",
  compatibilityFlags: "simulated",
  observability: observed,
  logpush: observed,
  limits: unlimited,
  usageModel: { inert: "Nothing is billed." },
  placement: { inert: "The simulator has one place." },
  annotations: { inert: "Versions are not kept." },
  cacheOptions: { inert: "Responses of Workers are not cached." },
  force: { inert: "Uploads are never held back." },
  keepAssets: { inert: "There are no assets." },
  packageDependencies: { inert: "Dependencies are only recorded, in Cloudflare too." },
};

const naming: Naming = {
  property: "scriptName",
  generated: false,
  max: 255,
  pattern: /^[a-z0-9_][a-z0-9_-]*$/,
  refused: ["Shop", "-shop", "shop.api"],
  source: "https://developers.cloudflare.com/workers/wrangler/configuration/#inheritable-keys",
};

/** https://developers.cloudflare.com/api/resources/workers/subresources/scripts/ */
export function scriptType(host: WorkerHost): ResourceType {
  return {
    token: scriptToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/workersscript/",
    naming,
    replaceOn: ["accountId", "scriptName"],
    properties,
    constraints: scriptConstraints,
    limits: scriptLimits,
    example: scriptExample,
    async create(request, world) {
      return { id: requiredText(request.inputs, "scriptName"), outputs: await upload(request, host, world) };
    },
    update: async (request, old, world) => ({
      ...(await upload(request, host, world)),
      createdOn: old.outputs.createdOn,
    }),
    apply(resource, world) {
      const [account, name] = names(resource);
      const code = world.store.getValue(codeKey(account, name));
      if (code === undefined) throw new Error(`The Worker ${name} is stored without its code.`);
      const settings = settingsOf(resource.inputs, code, world);
      if (JSON.stringify(host.current(workerId(account, name))) === JSON.stringify(settings)) return undefined;
      // All Workers are loaded together, so that nobody waits for them one by one when the simulator starts again.
      void host.deploy(settings).catch((error: unknown) => reportFailure(name, error, world));
      return undefined;
    },
    async remove(resource, world) {
      const [account, name] = names(resource);
      await host.remove(workerId(account, name));
      world.store.putValue(codeKey(account, name), undefined);
    },
  };
}

async function upload({ inputs }: ResourceRequest, host: WorkerHost, world: World): Promise<Properties> {
  const [account, name] = names({ inputs });
  const code = await take(inputs, world);
  const settings = settingsOf(inputs, code, world);
  for (const { service } of Object.values(settings.services)) requireScript(account, service, world);
  if (world.live) await host.deploy(settings);
  world.store.putValue(codeKey(account, name), code);
  return outputsOf(settings, inputs, world);
}

/** Puts other code in place of what Workers run that have the code `from`. Answers how many there are. */
export async function replaceCode(from: string, to: string, host: WorkerHost, world: World): Promise<number> {
  const affected = world.store
    .find(scriptToken)
    .filter((resource) => world.store.getValue(codeKey(...names(resource))) === from);
  await Promise.all(affected.map((resource) => host.deploy(settingsOf(resource.inputs, to, world))));
  for (const resource of affected) world.store.putValue(codeKey(...names(resource)), to);
  return affected.length;
}

/** @throws CloudError `10007` when an account has no such Worker. */
export function requireScript(account: string, name: string, world: World): void {
  const found = world.store.find(scriptToken, (script) => names(script).join("/") === `${account}/${name}`);
  if (found.length > 0) return;
  throw new CloudError("10007", `This Worker does not exist on your account: ${name}.`, 404);
}

function names({ inputs }: Pick<StoredResource, "inputs">): [account: string, name: string] {
  return [requiredText(inputs, "accountId"), requiredText(inputs, "scriptName")];
}

function codeKey(account: string, name: string): string {
  return `cloudflare/code/${account}/${name}`;
}

/** The content under the main module's name, so that it is the same content as that of the archive it came from. */
async function take(inputs: Properties, world: World): Promise<string> {
  const name = textAt(inputs, "mainModule") ?? "index.js";
  const content = textAt(inputs, "content");
  if (content !== undefined) return world.code.put(new Map([[name, Buffer.from(content)]]));
  const path = requiredText(inputs, "contentFile");
  const [file] = world.code.files(await world.code.take(fileAsset(path))).values();
  const bytes = file ?? new Uint8Array();
  const sum = createHash("sha256").update(bytes).digest("hex");
  if (sum !== textAt(inputs, "contentSha256")) {
    throw new CloudError("10021", `The content of ${path} has the SHA-256 ${sum}, which is not \`contentSha256\`.`);
  }
  return world.code.put(new Map([[name, bytes]]));
}

/** A file as it comes over the wire. https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts */
function fileAsset(path: string): Properties {
  return { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", path };
}

function settingsOf(inputs: Properties, code: string, world: World): WorkerSettings {
  const mainModule = textAt(inputs, "mainModule");
  const files = world.code.files(code);
  const [first] = files.values();
  const bindings = recordsAt(inputs, "bindings");
  const flags = at(inputs, "compatibilityFlags");
  return {
    account: requiredText(inputs, "accountId"),
    name: requiredText(inputs, "scriptName"),
    text: Buffer.from(files.get(mainModule ?? "index.js") ?? first ?? []).toString(),
    mainModule,
    // https://developers.cloudflare.com/workers/configuration/compatibility-dates/
    compatibilityDate: textAt(inputs, "compatibilityDate") ?? "2021-11-02",
    compatibilityFlags: Array.isArray(flags) ? flags.map(String) : [],
    values: Object.fromEntries(
      bindings
        .filter(({ type }) => type !== "service")
        .map((binding) => [requiredText(binding, "name"), bindingValue(binding)]),
    ),
    services: Object.fromEntries(
      bindings
        .filter(({ type }) => type === "service")
        .map((binding) => [
          requiredText(binding, "name"),
          { service: requiredText(binding, "service"), entrypoint: textAt(binding, "entrypoint") },
        ]),
    ),
  };
}

function bindingValue(binding: Properties): unknown {
  return binding.type === "json" ? JSON.parse(requiredText(binding, "json")) : requiredText(binding, "text");
}

function outputsOf(settings: WorkerSettings, { logpush, usageModel }: Properties, world: World): Properties {
  const time = new Date(world.clock.now()).toISOString();
  return {
    etag: createHash("sha256").update(settings.text).digest("hex"),
    createdOn: time,
    modifiedOn: time,
    handlers: ["fetch"],
    namedHandlers: [],
    hasAssets: false,
    hasModules: settings.mainModule !== undefined,
    lastDeployedFrom: "api",
    logpush: logpush ?? false,
    startupTimeMs: 1,
    usageModel: usageModel ?? "standard",
    compatibilityDate: settings.compatibilityDate,
  };
}

function reportFailure(name: string, error: unknown, world: World): void {
  const message = error instanceof Error ? error.message : String(error);
  world.logs.append({
    cloud: "cloudflare",
    group: name,
    time: world.clock.now(),
    text: `The Worker cannot be loaded: ${message}`,
  });
}

import { createHash } from "node:crypto";
import { listAt, recordsAt, requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Naming,
  type Properties,
  type Reference,
  type ResourceType,
  type RunningCode,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import { type WorkerSettings, workerId } from "../../../hosts/workerd/settings.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { inert, simulated } from "../../rules.ts";
import { toDatabase } from "../d1/index.ts";
import { timeOf } from "../ids.ts";
import { bindingTo, toSecret } from "../secretsstore/index.ts";
import { cronToken, queueToken, scriptToken } from "../tokens.ts";
import { scriptConstraints, scriptExample, scriptLimits } from "./constraints.ts";
import { type Secrets, secretsOf, storeSecrets, uploadedSecrets } from "./secrets.ts";

/**
 * What is known of a script's settings. Left out, and therefore refused: `assets`, `files`, `exports`, `migrations` and
 * `tailConsumers`, which need services that are not simulated yet.
 */
const properties: ResourceType["properties"] = {
  ...simulated("accountId", "scriptName", "content", "contentFile", "contentSha256", "mainModule", "bodyPart"),
  ...simulated("bindings.name", "bindings.type", "bindings.text", "bindings.json", "bindings.service"),
  ...simulated("bindings.queueName", "bindings.databaseId", "bindings.id", "bindings.storeId", "bindings.secretName"),
  ...simulated("keepBindings", "bindings.entrypoint", "compatibilityDate", "compatibilityFlags"),
  ...inert("Whether a Worker is a module is decided by mainModule.", "contentType"),
  ...inert("A Worker has one environment.", "bindings.environment"),
  ...inert(
    "The simulator's log shows every invocation, as `wrangler tail` does, and keeps none.",
    ...["observability", "logpush"],
  ),
  ...inert("Processor time is not measured.", "limits"),
  ...inert("Nothing is billed.", "usageModel"),
  ...inert("The simulator has one place.", "placement"),
  ...inert("Versions are not kept.", "annotations"),
  ...inert("Responses of Workers are not cached.", "cacheOptions"),
  ...inert("Uploads are never held back.", "force"),
  ...inert("There are no assets.", "keepAssets"),
  ...inert("Dependencies are only recorded, in Cloudflare too.", "packageDependencies"),
};

/** The default compatibility date. https://developers.cloudflare.com/workers/configuration/compatibility-dates/ */
const firstDate = "2021-11-02";

const naming: Naming = {
  property: "scriptName",
  generated: false,
  max: 255,
  pattern: /^[a-z0-9_][a-z0-9_-]*$/,
  refused: ["Shop", "-shop", "shop.api"],
  source: "https://developers.cloudflare.com/workers/wrangler/configuration/#inheritable-keys",
};

/** A Worker in the account of a resource. */
export const toScript: Reference = {
  find: (name, { inputs }, world) =>
    world.store.find(scriptToken, (script) => isSame(names(script), names({ inputs }, name)))[0],
  missing: noScript,
};

function noScript(name: string): CloudError {
  return new CloudError("10007", `This Worker does not exist on your account: ${name}.`, 404);
}

/** A Worker of an account. @throws CloudError `10007` */
export function scriptNamed(accountId: string, scriptName: string, { store }: World): StoredResource {
  const wanted = names({ inputs: { accountId, scriptName } });
  const script = store.find(scriptToken, (one) => isSame(names(one), wanted))[0];
  if (script === undefined) throw noScript(scriptName);
  return script;
}

/** Runs a Worker with other secrets from now on. */
export async function changeSecrets(
  script: StoredResource,
  secrets: Secrets,
  host: WorkerHost,
  world: World,
): Promise<void> {
  if (world.live) await host.deploy(settingsOf(script.inputs, codeOf(script, world), secrets, world));
  storeSecrets(script, secrets, world);
}

/** A queue of the account, by its name. Code as of the API of queues: 11000. */
const toQueue: Reference = {
  find: (name, { inputs: { accountId } }, { store }) =>
    store.find(queueToken, ({ inputs }) => inputs.accountId === accountId && inputs.queueName === name)[0],
  missing: (name) => new CloudError("11000", `Queue ${name} does not exist.`, 404),
};

function runningCode(host: WorkerHost): RunningCode {
  return {
    of: (resource, world) => world.store.getValue(codeKey(resource)),
    async replace(resource, hash, world) {
      await host.deploy(settingsOf(resource.inputs, hash, secretsOf(resource, world), world));
      world.store.putValue(codeKey(resource), hash);
    },
  };
}

const refers: Readonly<Record<string, Reference>> = {
  "bindings.service": toScript,
  "bindings.queueName": toQueue,
  "bindings.databaseId": toDatabase("databaseId"),
  "bindings.id": toDatabase("id"),
  "bindings.secretName": toSecret,
};

/** Takes a version over, once it serves, and answers what is known of it then. */
async function upload(inputs: Properties, host: WorkerHost, world: World): Promise<Properties> {
  const code = await take(inputs, world);
  const secrets = uploadedSecrets(inputs, world);
  if (world.live) await host.deploy(settingsOf(inputs, code, secrets, world));
  world.store.putValue(codeKey({ inputs }), code);
  storeSecrets({ inputs }, secrets, world);
  return {
    etag: createHash("sha256")
      .update(textOf(inputs, code, world))
      .digest("hex"),
    modifiedOn: timeOf(world),
    hasModules: textAt(inputs, "mainModule") !== undefined,
  };
}

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
    refers,
    once: { createdOn: (_request, world) => timeOf(world) },
    id: ({ inputs }) => requiredText(inputs, "scriptName"),
    defaults: {
      ...{ handlers: ["fetch"], namedHandlers: [], hasAssets: false, lastDeployedFrom: "api", startupTimeMs: 1 },
      ...{ logpush: false, usageModel: "standard", compatibilityDate: firstDate },
    },
    outputs: ({ inputs }, world) => upload(inputs, host, world),
    apply(resource, world) {
      const [account, name] = names(resource);
      const settings = settingsOf(resource.inputs, codeOf(resource, world), secretsOf(resource, world), world);
      if (JSON.stringify(host.current(workerId(account, name))) === JSON.stringify(settings)) return undefined;
      // Not awaited: after a restart all Workers are loaded together, and not one by one.
      void host.deploy(settings).catch((error: unknown) => reportFailure(name, error, world));
      return undefined;
    },
    logGroup: ({ inputs }) => requiredText(inputs, "scriptName"),
    code: runningCode(host),
    // https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/schedules/
    inside: (script, { store }) => store.find(cronToken, (trigger) => isSame(names(trigger), names(script))),
    async remove(resource, world) {
      await host.remove(workerId(...names(resource)));
      world.store.putValue(codeKey(resource), undefined);
      storeSecrets(resource, undefined, world);
    },
  };
}

type Named = Pick<StoredResource, "inputs">;

/** Account and name of a Worker. A resource that names a Worker as `name` is in the same account. */
function names({ inputs }: Named, name?: string): [account: string, name: string] {
  return [requiredText(inputs, "accountId"), name ?? requiredText(inputs, "scriptName")];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join("/") === other.join("/");
}

function codeKey(script: Named): string {
  return `cloudflare/code/${names(script).join("/")}`;
}

function codeOf(script: Named, { store }: World): string {
  const code = store.getValue(codeKey(script));
  if (code === undefined) throw new Error(`The Worker ${names(script)[1]} is stored without its code.`);
  return code;
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

function textOf(inputs: Properties, code: string, world: World): string {
  const files = world.code.files(code);
  const [first] = files.values();
  return Buffer.from(files.get(textAt(inputs, "mainModule") ?? "index.js") ?? first ?? []).toString();
}

function settingsOf(inputs: Properties, code: string, secrets: Secrets, world: World): WorkerSettings {
  const [account, name] = names({ inputs });
  const bindings = recordsAt(inputs, "bindings");
  /** The bindings of some kinds, by name. */
  const those = <Value>(types: readonly string[], read: (binding: Properties) => Value): Record<string, Value> => {
    const some = bindings.filter((binding) => types.includes(requiredText(binding, "type")));
    return Object.fromEntries(some.map((binding) => [requiredText(binding, "name"), read(binding)]));
  };
  return {
    account,
    name,
    code,
    text: textOf(inputs, code, world),
    mainModule: textAt(inputs, "mainModule"),
    compatibilityDate: textAt(inputs, "compatibilityDate") ?? firstDate,
    compatibilityFlags: listAt(inputs, "compatibilityFlags"),
    values: { ...secrets, ...those(["plain_text", "json"], bindingValue) },
    services: those(["service"], (binding) => ({
      service: requiredText(binding, "service"),
      entrypoint: textAt(binding, "entrypoint"),
    })),
    queues: those(["queue"], (binding) => requiredText(binding, "queueName")),
    secrets: those(["secrets_store_secret"], (binding) => bindingTo(binding, "secretName")),
    databases: those(["d1"], (binding) => textAt(binding, "databaseId") ?? requiredText(binding, "id")),
  };
}

function bindingValue(binding: Properties): unknown {
  return binding.type === "json" ? JSON.parse(requiredText(binding, "json")) : requiredText(binding, "text");
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

import { at, numberAt, requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type InvocationResult,
  type RunningCode,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import { FunctionApp } from "../../../hosts/azure-functions/app.ts";
import { type AppConfiguration, defaultConcurrency } from "../../../hosts/azure-functions/configuration.ts";
import { StandbyPool } from "../../../hosts/azure-functions/instance.ts";
import { nodeFlags } from "../../../hosts/inspected.ts";
import type { Environment } from "../../environment.ts";
import { findById } from "../arm.ts";
import { appToken } from "../tokens.ts";
import { endpointKey, publicHostOf } from "./address.ts";
import { deliveredTo, setDelivered } from "./delivery/delivered.ts";
import { requirePackageAccess } from "./delivery/package-access.ts";
import { settingsOf } from "./effective-settings.ts";
import { hostKeysOf } from "./host-keys.ts";
import type { ServiceBusTriggers } from "./triggers/service-bus.ts";
import { Timers } from "./triggers/timers.ts";

interface Running {
  readonly app: FunctionApp;
  /** The package and configuration that it runs, so that it is not restarted without a reason. */
  current: string | undefined;
}

/** The running function apps. */
export class Apps {
  readonly #world: World;
  #pool: Promise<StandbyPool> | undefined;
  readonly #environment: Environment;
  readonly #timers: Timers;
  readonly #queues: ServiceBusTriggers;
  readonly #running = new Map<string, Running>();

  constructor(world: World, environment: Environment, queues: ServiceBusTriggers) {
    this.#world = world;
    this.#environment = environment;
    this.#timers = new Timers(world);
    this.#queues = queues;
  }

  /**
   * Makes a stored app answer at its address, with the package that was last deployed to it. A change of its settings
   * restarts it, as in Azure: "Changes to function app settings require your function app to be restarted."
   * https://learn.microsoft.com/azure/azure-functions/functions-app-settings
   */
  async run(resource: StoredResource): Promise<void> {
    const added = await this.#environment(resource);
    const configuration = { ...configurationOf(resource, this.#world), added };
    this.#pool ??= createPool(this.#world);
    const pool = await this.#pool;
    const running = this.#running.get(resource.id) ?? (await this.#open(resource, configuration, pool));
    const delivered = deliveredTo(this.#world.store, resource.id);
    const wanted = JSON.stringify([delivered, configuration]);
    if (running.current === wanted) return;
    running.current = wanted;
    running.app.configure(configuration);
    if (delivered === undefined) return;
    await this.#deploy(running.app, resource, delivered);
    this.#timers.watch(resource.id, running.app);
    this.#queues.watch(resource.id, running.app);
  }

  /** Applies changes of an app's settings or package. */
  async refresh(id: string): Promise<void> {
    const resource = findById(this.#world.store, appToken, id);
    if (resource !== undefined) await this.run(resource);
  }

  /** Runs one of an app's functions. @throws CloudError when the app does not have such a function with a timer trigger. */
  async runNow({ id }: StoredResource, name: string): Promise<InvocationResult> {
    const app = this.#running.get(id)?.app;
    const found = app?.functions.find((one) => one.name === name);
    if (app === undefined || found?.trigger.type.toLowerCase() !== "timertrigger") {
      throw new CloudError("NotFound", `The app has no function "${name}" with a timer trigger.`, 404);
    }
    return this.#timers.runNow(id, app, name);
  }

  async remove(id: string): Promise<void> {
    const running = this.#running.get(id);
    this.#running.delete(id);
    this.#timers.drop(id);
    this.#queues.drop(id);
    setDelivered(this.#world.store, id, undefined);
    if (running === undefined) return;
    await this.#world.endpoints.close(endpointKey(running.app.configuration.name));
    await running.app.stop();
    await this.#world.inspectors.close(running.app.configuration.name);
  }

  /** The code of apps. */
  get code(): RunningCode {
    return {
      of: ({ id }, { store }) => deliveredTo(store, id),
      replace: async (app, hash, { store }) => {
        setDelivered(store, app.id, hash);
        await this.run(app);
      },
    };
  }

  async stop(): Promise<void> {
    this.#timers.stop();
    this.#queues.stop();
    await Promise.all([...this.#running.values()].map(({ app }) => app.stop()));
    this.#running.clear();
    await (await this.#pool)?.stop();
  }

  async #open(resource: StoredResource, configuration: AppConfiguration, pool: StandbyPool): Promise<Running> {
    const app = new FunctionApp(configuration, this.#world, pool);
    const running: Running = { app, current: undefined };
    this.#running.set(resource.id, running);
    pool.refill();
    const endpoint = { cloud: "azure-native", key: endpointKey(configuration.name), host: configuration.host } as const;
    await this.#world.endpoints.open(endpoint, (request, response) => app.handle(request, response));
    return running;
  }

  async #deploy(app: FunctionApp, resource: StoredResource, delivered: string): Promise<void> {
    try {
      requirePackageAccess(this.#world, resource, "read");
      await app.deploy({ hash: delivered, files: this.#world.code.files(delivered) });
    } catch (error) {
      // The platform keeps trying to start such an app, whose callers get 503 meanwhile.
      if (!(error instanceof CloudError)) throw error;
      await app.fail(`its package cannot be read: ${error.message}`);
    }
  }
}

/** Processes for apps, whose code may call simulated services over TLS. */
async function createPool({ clock, inspectors, endpoints }: World): Promise<StandbyPool> {
  return new StandbyPool(clock, { flags: nodeFlags(inspectors), trusted: await endpoints.certificateFile() });
}

function configurationOf(resource: StoredResource, { store }: World): Omit<AppConfiguration, "added"> {
  const { inputs, outputs } = resource;
  const scaling = "functionAppConfig.scaleAndConcurrency";
  const memory = numberAt(inputs, `${scaling}.instanceMemoryMB`) ?? 2_048;
  return {
    name: requiredText(inputs, "name"),
    resourceGroup: requiredText(inputs, "resourceGroupName"),
    subscription: resource.scope.account,
    location: requiredText(outputs, "location"),
    host: publicHostOf(resource),
    settings: settingsOf(store, resource),
    memory,
    concurrency:
      numberAt(inputs, `${scaling}.triggers.http.perInstanceConcurrency`) ?? defaultConcurrency[memory] ?? 16,
    maximumInstances: numberAt(inputs, `${scaling}.maximumInstanceCount`) ?? 100,
    runtimeVersion: textAt(inputs, "functionAppConfig.runtime.version") ?? "22",
    httpsOnly: at(inputs, "httpsOnly") === true,
    isEnabled: at(inputs, "enabled") !== false,
    keys: hostKeysOf(store, resource.id),
  };
}

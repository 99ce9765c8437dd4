import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { Lives } from "../../support/lives.ts";
import { bundleApp } from "../packages.ts";
import { appInputs, createGround, deliveryInputs, openAzure, tokens, uploadPackage } from "../shop.ts";
import { Bus, type BusRole, createNamespace, grantTo } from "./client.ts";

type Texts = Readonly<Record<string, string>>;

export const second = 1_000;

/** An app with one function that writes what it is told, and then does something with it. */
export const consumer = (body = "", options = "") => `
  import { app } from "@azure/functions";
  app.serviceBusQueue("fulfil", { connection: "BUS", queueName: "%ORDERS%", ${options} handler: async (message, context) => {
    context.log(JSON.stringify({ told: message, metadata: context.triggerMetadata }));
    ${body}
  } });`;

export interface ConsumerOptions {
  /** What the app's identity may do with the queue. @default receive */
  readonly role?: BusRole | "nobody";
  readonly queue?: Readonly<Record<string, unknown>>;
  /** Settings of the app in place of those that lead to the queue: `undefined` leaves one out. */
  settings?(namespace: Deployed): Readonly<Record<string, string | undefined>>;
  readonly host?: object;
}

/** What was written of one run. */
export interface Told {
  readonly told: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** Settings of a connection as programs write them: the host comes from the namespace's output. */
function settingsOf(namespace: Deployed, identity: Deployed, settings: ConsumerOptions["settings"]): Texts {
  const all = {
    BUS__fullyQualifiedNamespace: new URL(String(namespace.outputs.serviceBusEndpoint)).host,
    BUS__credential: "managedidentity",
    BUS__clientId: String(identity.outputs.clientId),
    ORDERS: "orders",
    ...settings?.(namespace),
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** An app with a trigger of the queue `orders`, and somebody who may do everything with its namespace. */
export class Consumer implements AsyncDisposable {
  readonly clock: FakeClock = createFakeClock();
  readonly #lives = new Lives(openAzure);
  #azure: Deployment | undefined;
  #bus: Bus | undefined;
  #identity: Deployed | undefined;
  #queue: Deployed | undefined;
  #code: Deployed | undefined;

  get queue(): Deployed {
    return required(this.#queue);
  }

  get azure(): Deployment {
    return required(this.#azure);
  }

  get bus(): Bus {
    return required(this.#bus);
  }

  /** @returns the app. */
  async deploy(
    source: string,
    { role = "receiver", queue = {}, settings, host }: ConsumerOptions = {},
  ): Promise<Deployed> {
    const azure = await this.start();
    const ground = await createGround(azure);
    this.#identity = ground.identity;
    const namespace = await createNamespace(azure);
    this.#bus = await Bus.with(azure, this.clock, namespace);
    this.#queue = await this.bus.queue("orders", queue);
    if (role !== "nobody") await this.grant(role, this.queue);
    const options = { settings: settingsOf(namespace, ground.identity, settings) };
    const app = await azure.create(tokens.app, "api", appInputs(ground, options));
    const files = await bundleApp(source, host);
    this.#code = await azure.create(tokens.resource, "code", deliveryInputs(await uploadPackage(azure, files)));
    return app;
  }

  async redeploy(source: string): Promise<void> {
    const inputs = deliveryInputs(await uploadPackage(this.azure, await bundleApp(source)));
    await this.azure.update(required(this.#code), inputs);
  }

  /** Lets the app's identity do something. */
  grant(role: BusRole, { id }: Deployed): Promise<Deployed> {
    return grantTo(this.azure, required(this.#identity), role, id);
  }

  /** Starts the simulator: again, where it has been stopped. */
  async start(): Promise<Deployment> {
    this.#azure = await this.#lives.start({ clock: this.clock });
    return this.#azure;
  }

  stop(): Promise<void> {
    return this.#lives.stop();
  }

  lines(): readonly string[] {
    return this.azure.simulator.world.logs.recent({ cloud: "azure-native" }).map(({ text }) => text);
  }

  told(): readonly Told[] {
    return this.lines().flatMap((text) => (text.startsWith('{"told"') ? [JSON.parse(text)] : []));
  }

  /** Which attempt each run was told that it is. */
  attempts(): readonly unknown[] {
    return this.told().map(({ metadata }) => metadata.deliveryCount);
  }

  /** How many runs have ended so. */
  ended(how: "Succeeded" | "Failed"): number {
    return this.lines().filter((text) => text.startsWith(`Executed 'Functions.fulfil' (${how}`)).length;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#lives[Symbol.asyncDispose]();
  }
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("Nothing is deployed yet.");
  return value;
}

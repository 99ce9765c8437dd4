import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { assign, openAzure, tokenOf, tokens, withoutTls } from "../shop.ts";

type Properties = Readonly<Record<string, unknown>>;

export const busTokens = {
  namespace: "azure-native:servicebus:Namespace",
  queue: "azure-native:servicebus:Queue",
  topic: "azure-native:servicebus:Topic",
  subscription: "azure-native:servicebus:Subscription",
  rule: "azure-native:servicebus:DefaultRule",
} as const;

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/integration */
const ids = {
  sender: "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39",
  receiver: "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0",
  owner: "090c5cfd-751d-490a-894a-3ce6f1109419",
} as const;

export type BusRole = keyof typeof ids;

export const place = { resourceGroupName: "shop", namespaceName: "shop-messages" } as const;

/** A message as it was received. */
export interface Got {
  readonly status: number;
  readonly text: string;
  readonly broker: Properties;
  readonly headers: Headers;
  /** Where its lock is. */
  readonly location: string;
}

/** A simulated namespace, and an identity that may do everything in it. */
export class Bus implements AsyncDisposable {
  readonly azure: Deployment;
  readonly clock: FakeClock;
  readonly namespace: Deployed;
  readonly identity: Deployed;
  #token = "";

  private constructor(azure: Deployment, clock: FakeClock, namespace: Deployed, identity: Deployed) {
    this.azure = azure;
    this.clock = clock;
    this.namespace = namespace;
    this.identity = identity;
  }

  static async open(properties: Properties = {}, role: BusRole | "nobody" = "owner"): Promise<Bus> {
    const clock = createFakeClock();
    return Bus.on(await openAzure({ clock }), clock, properties, role);
  }

  /** The same in a simulator that runs already. */
  static async on(
    azure: Deployment,
    clock: FakeClock,
    properties: Properties = {},
    role: BusRole | "nobody" = "owner",
  ): Promise<Bus> {
    await azure.create(tokens.group, "shop", { resourceGroupName: "shop" });
    return Bus.with(azure, clock, await createNamespace(azure, properties), role);
  }

  /** In a namespace that is there, with an identity that has a role in it. */
  static async with(
    azure: Deployment,
    clock: FakeClock,
    namespace: Deployed,
    role: BusRole | "nobody" = "owner",
  ): Promise<Bus> {
    const inputs = { resourceGroupName: "shop", resourceName: "caller" };
    const identity = await azure.create(tokens.identity, "caller", inputs);
    const bus = new Bus(azure, clock, namespace, identity);
    if (role !== "nobody") await bus.grant(role, namespace);
    await bus.signIn();
    return bus;
  }

  /** The same one, after its simulator has started again. */
  moved(azure: Deployment): Bus {
    const bus = new Bus(azure, this.clock, this.namespace, this.identity);
    bus.#token = this.#token;
    return bus;
  }

  /** What programs put together from the namespace's output. */
  address(path: string): string {
    return `${this.namespace.outputs.serviceBusEndpoint}${path}`;
  }

  queue(queueName: string, properties: Properties = {}): Promise<Deployed> {
    return this.azure.create(busTokens.queue, queueName, { ...place, queueName, ...properties });
  }

  topic(topicName: string, properties: Properties = {}): Promise<Deployed> {
    return this.azure.create(busTokens.topic, topicName, { ...place, topicName, ...properties });
  }

  subscription(topicName: string, subscriptionName: string, properties: Properties = {}): Promise<Deployed> {
    const inputs = { ...place, topicName, subscriptionName, ...properties };
    return this.azure.create(busTokens.subscription, subscriptionName, inputs);
  }

  filter(topicName: string, subscriptionName: string, sqlExpression: string): Promise<Deployed> {
    const inputs = { ...place, topicName, subscriptionName, filterType: "SqlFilter", sqlFilter: { sqlExpression } };
    return this.azure.create(busTokens.rule, subscriptionName, inputs);
  }

  grant(role: BusRole, { id }: Deployed): Promise<Deployed> {
    return grantTo(this.azure, this.identity, role, id);
  }

  /** Takes a new token. @param audience - What it is for. */
  async signIn(audience = "https://servicebus.azure.net"): Promise<void> {
    this.#token = await tokenOf(this.azure, String(this.identity.outputs.principalId), audience);
  }

  async call(method: string, path: string, options: { headers?: Record<string, string>; body?: string } = {}) {
    const address = path.startsWith("https:") ? path : this.address(path);
    const headers = { authorization: `Bearer ${this.#token}`, ...options.headers };
    // Without TLS nobody has to trust the simulator's certificate.
    return fetch(withoutTls(address), { ...options, method, headers });
  }

  send(path: string, body: string, broker: Properties = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.call("POST", `${path}/messages`, {
      headers: { BrokerProperties: JSON.stringify(broker), "content-type": "text/plain", ...headers },
      body,
    });
  }

  sendBatch(path: string, entries: unknown, type = "application/vnd.microsoft.servicebus.json"): Promise<Response> {
    return this.call("POST", `${path}/messages`, { headers: { "content-type": type }, body: JSON.stringify(entries) });
  }

  /** Locks the next message. */
  lock(path: string): Promise<Got> {
    return this.#get("POST", path);
  }

  /** Removes the next message. */
  take(path: string): Promise<Got> {
    return this.#get("DELETE", path);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.azure.stop();
  }

  async #get(method: string, path: string): Promise<Got> {
    const response = await this.call(method, `${path}/messages/head?timeout=0`);
    const { status, headers } = response;
    const broker = JSON.parse(headers.get("BrokerProperties") ?? "{}");
    return { status, headers, broker, text: await response.text(), location: headers.get("location") ?? "" };
  }
}

export function createNamespace(azure: Deployment, properties: Properties = {}): Promise<Deployed> {
  return azure.create(busTokens.namespace, "messages", {
    ...{ ...place, sku: { name: "Standard", tier: "Standard" }, disableLocalAuth: true, minimumTlsVersion: "1.2" },
    ...properties,
  });
}

export function grantTo(azure: Deployment, identity: Deployed, role: BusRole, scope: string): Promise<Deployed> {
  return assign(azure, identity.outputs.principalId, ids[role], scope);
}

import { readFile } from "node:fs/promises";
import { Agent } from "node:https";
import { CosmosClient, type CosmosClientOptions } from "@azure/cosmos";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { openAzure, tokenOf, tokens, withoutTls } from "../shop.ts";

type Properties = Readonly<Record<string, unknown>>;

export const cosmosTokens = {
  account: "azure-native:cosmosdb:DatabaseAccount",
  database: "azure-native:cosmosdb:SqlResourceSqlDatabase",
  container: "azure-native:cosmosdb:SqlResourceSqlContainer",
  definition: "azure-native:cosmosdb:SqlResourceSqlRoleDefinition",
  assignment: "azure-native:cosmosdb:SqlResourceSqlRoleAssignment",
} as const;

export const place = { resourceGroupName: "shop", accountName: "shop-data" } as const;

/** https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security#built-in-actions */
const actions = "Microsoft.DocumentDB/databaseAccounts";
export const readMetadata = `${actions}/readMetadata`;
export const everything = `${actions}/sqlDatabases/containers/*`;
/** @param name - `items/read`, `executeQuery`. */
export const action = (name: string): string => `${actions}/sqlDatabases/containers/${name}`;

export function accountInputs(properties: Properties = {}): Properties {
  return {
    ...{ ...place, databaseAccountOfferType: "Standard", locations: [{ locationName: "westeurope" }] },
    ...{ capabilities: [{ name: "EnableServerless" }], disableLocalAuth: true },
    consistencyPolicy: { defaultConsistencyLevel: "Strong" },
    ...properties,
  };
}

/** Of a container, `resource` besides its id and key. */
export function containerInputs(containerName: string, resource: Properties = {}): Properties {
  const partitionKey = { paths: ["/pk"], kind: "Hash", version: 2 };
  return { ...place, databaseName: "shop", containerName, resource: { id: containerName, partitionKey, ...resource } };
}

/** A simulated account with a database and a container of orders, and an identity that may do everything in it. */
export class Data implements AsyncDisposable {
  readonly azure: Deployment;
  readonly clock: FakeClock;
  readonly account: Deployed;
  readonly identity: Deployed;
  readonly orders: Deployed;
  #token = "";

  private constructor(azure: Deployment, clock: FakeClock, account: Deployed, identity: Deployed, orders: Deployed) {
    this.azure = azure;
    this.clock = clock;
    this.account = account;
    this.identity = identity;
    this.orders = orders;
  }

  /**
   * @param resource - What the container has besides its key.
   * @param dataActions - What the identity may do in the account.
   */
  static async open(
    resource: Properties = {},
    dataActions: readonly string[] = [readMetadata, everything],
  ): Promise<Data> {
    const clock = createFakeClock();
    return Data.on(await openAzure({ clock }), clock, resource, dataActions);
  }

  /** The same in a simulator that runs already. */
  static async on(
    azure: Deployment,
    clock: FakeClock,
    resource: Properties = {},
    dataActions: readonly string[] = [readMetadata, everything],
  ): Promise<Data> {
    await azure.create(tokens.group, "shop", { resourceGroupName: "shop" });
    const account = await azure.create(cosmosTokens.account, "data", accountInputs());
    await azure.create(cosmosTokens.database, "shop", { ...place, databaseName: "shop", resource: { id: "shop" } });
    const orders = await azure.create(cosmosTokens.container, "orders", containerInputs("orders", resource));
    const inputs = { resourceGroupName: "shop", resourceName: "caller" };
    const identity = await azure.create(tokens.identity, "caller", inputs);
    const data = new Data(azure, clock, account, identity, orders);
    if (dataActions.length > 0) await data.grant(dataActions);
    await data.signIn();
    return data;
  }

  /** The same one, after its simulator has started again. */
  moved(azure: Deployment): Data {
    const data = new Data(azure, this.clock, this.account, this.identity, this.orders);
    data.#token = this.#token;
    return data;
  }

  /** Assigns a role with these actions. @param path - Where, in the account: `/dbs/shop/colls/orders`. @default everywhere */
  async grant(dataActions: readonly string[], path = ""): Promise<Deployed> {
    const roleName = `${dataActions.join()} ${path}`;
    const role = await this.azure.create(cosmosTokens.definition, roleName, {
      ...{ ...place, roleName, type: "CustomRole", assignableScopes: [this.account.id] },
      permissions: [{ dataActions }],
    });
    return this.azure.create(cosmosTokens.assignment, roleName, {
      ...{ ...place, roleDefinitionId: role.id, principalId: this.identity.outputs.principalId },
      scope: `${this.account.id}${path}`,
    });
  }

  /** Takes a new token. @param audience - What it is for. */
  async signIn(audience = "https://cosmos.azure.com"): Promise<void> {
    this.#token = await tokenOf(this.azure, String(this.identity.outputs.principalId), audience);
  }

  /** Microsoft's own client. Its timer does not keep the process running. */
  async client(options: Partial<CosmosClientOptions> = {}): Promise<CosmosClient> {
    return new CosmosClient({
      endpoint: String(this.account.outputs.documentEndpoint),
      aadCredentials: { getToken: async () => ({ token: this.#token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
      agent: await agentFor(this.azure),
      connectionPolicy: { enableBackgroundEndpointRefreshing: false },
      ...options,
    });
  }

  async container(options: Partial<CosmosClientOptions> = {}) {
    return (await this.client(options)).database("shop").container("orders");
  }

  /** What comes over the wire. @param path - `docs/1` in the container, or from the account on with a slash in front. */
  async call(method: string, path: string, options: { headers?: Record<string, string>; body?: unknown } = {}) {
    const address = `${this.account.outputs.documentEndpoint}${path.startsWith("/") ? path.slice(1) : `dbs/shop/colls/orders/${path}`}`;
    const authorization = encodeURIComponent(`type=aad&ver=1.0&sig=${this.#token}`);
    const headers = { authorization, "x-ms-version": "2020-07-15", ...options.headers };
    const body = options.body === undefined ? {} : { body: JSON.stringify(options.body) };
    // Without TLS nobody has to trust the simulator's certificate.
    const response = await fetch(withoutTls(address), { method, headers, ...body });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  /** The same about an item of a partition. */
  item(method: string, id: string, options: { pk?: string; headers?: Record<string, string>; body?: unknown } = {}) {
    const { pk = "a", headers, body } = options;
    const path = id === "" ? "docs" : `docs/${encodeURIComponent(id)}`;
    return this.call(method, path, { headers: { ...partition(pk), ...headers }, body });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.azure.stop();
  }
}

/** The header of a partition. */
export function partition(pk: unknown): Record<string, string> {
  return { "x-ms-documentdb-partitionkey": JSON.stringify([pk]) };
}

/** Trusts what the simulator shows by TLS, as a function does by its environment. */
async function agentFor({ simulator: { world } }: Deployment): Promise<Agent> {
  return new Agent({ ca: await readFile(await world.endpoints.certificateFile()) });
}

import { readFile } from "node:fs/promises";
import { Agent } from "node:https";
import { SecretClient } from "@azure/keyvault-secrets";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { assign, openAzure, tokenOf, tokens, withoutTls } from "../shop.ts";

type Properties = Readonly<Record<string, unknown>>;

export const vaultTokens = { vault: "azure-native:keyvault:Vault", secret: "azure-native:keyvault:Secret" } as const;

/** https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security */
const roles = {
  officer: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
  user: "4633458b-17de-408a-b874-0445c86b69e6",
} as const;

export function vaultInputs(vaultName = "shop-vault", properties: Properties = {}): Properties {
  return {
    ...{ resourceGroupName: "shop", vaultName },
    properties: {
      tenantId: "11111111-1111-4111-8111-111111111111",
      sku: { family: "A", name: "standard" },
      enableRbacAuthorization: true,
      softDeleteRetentionInDays: 7,
      ...properties,
    },
  };
}

/** A simulated vault, and an identity with a role in it. */
export class Vault implements AsyncDisposable {
  readonly azure: Deployment;
  readonly clock: FakeClock;
  readonly vault: Deployed;
  readonly identity: Deployed;
  #token = "";

  private constructor(azure: Deployment, clock: FakeClock, vault: Deployed, identity: Deployed) {
    this.azure = azure;
    this.clock = clock;
    this.vault = vault;
    this.identity = identity;
  }

  static async open(role: keyof typeof roles | "nobody" = "officer", properties: Properties = {}): Promise<Vault> {
    const clock = createFakeClock();
    return Vault.on(await openAzure({ clock }), clock, role, properties);
  }

  /** The same in a simulator that runs already. */
  static async on(
    azure: Deployment,
    clock: FakeClock,
    role: keyof typeof roles | "nobody" = "officer",
    properties: Properties = {},
  ): Promise<Vault> {
    await azure.create(tokens.group, "shop", { resourceGroupName: "shop" });
    const identity = await azure.create(tokens.identity, "caller", {
      resourceGroupName: "shop",
      resourceName: "caller",
    });
    return Vault.with(azure, identity, { clock, role, properties });
  }

  /** In a group that is there, with an identity that is there. */
  static async with(
    azure: Deployment,
    identity: Deployed,
    options: { clock?: FakeClock; role?: keyof typeof roles | "nobody"; properties?: Properties } = {},
  ): Promise<Vault> {
    const { clock = createFakeClock(), role = "officer", properties = {} } = options;
    const vault = await azure.create(vaultTokens.vault, "vault", vaultInputs("shop-vault", properties));
    const opened = new Vault(azure, clock, vault, identity);
    if (role !== "nobody") await opened.grant(role);
    await opened.signIn();
    return opened;
  }

  /** The same one, after its simulator has started again. */
  moved(azure: Deployment): Vault {
    const vault = new Vault(azure, this.clock, this.vault, this.identity);
    vault.#token = this.#token;
    return vault;
  }

  /** Takes a new token. @param audience - What it is for. */
  async signIn(audience = "https://vault.azure.net"): Promise<void> {
    this.#token = await tokenOf(this.azure, String(this.identity.outputs.principalId), audience);
  }

  /** @param secret - The name of the secret that the role is for. @default all of them */
  grant(role: keyof typeof roles, secret?: string): Promise<Deployed> {
    const scope = secret === undefined ? this.vault.id : `${this.vault.id}/secrets/${secret}`;
    return assign(this.azure, this.identity.outputs.principalId, roles[role], scope);
  }

  secret(secretName: string, properties: Properties): Promise<Deployed> {
    const inputs = { resourceGroupName: "shop", vaultName: "shop-vault", secretName, properties };
    return this.azure.create(vaultTokens.secret, secretName, inputs);
  }

  get uri(): string {
    return String(Object(this.vault.outputs.properties).vaultUri);
  }

  /** Microsoft's own client. */
  async client(): Promise<SecretClient> {
    const ca = await readFile(await this.azure.simulator.world.endpoints.certificateFile());
    const getToken = async () => ({ token: this.#token, expiresOnTimestamp: Date.now() + 3_600_000 });
    const client = new SecretClient(
      this.uri,
      { getToken },
      { disableChallengeResourceVerification: true, retryOptions: { maxRetries: 0 } },
    );
    const agent = new Agent({ ca });
    // The client has no option for a certificate; functions have it in their environment.
    Object(client).client.pipeline.addPolicy({
      name: "certificate",
      sendRequest: (request: { agent?: Agent }, next: (one: unknown) => Promise<unknown>) =>
        next(Object.assign(request, { agent })),
    });
    return client;
  }

  async call(
    method: string,
    path: string,
    options: { headers?: Record<string, string>; body?: unknown; query?: string } = {},
  ) {
    const { headers = { authorization: `Bearer ${this.#token}` }, body, query = "?api-version=7.4" } = options;
    const response = await fetch(withoutTls(`${this.uri}${path}${query}`), {
      ...{ method, headers: { "content-type": "application/json", ...headers } },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.azure.stop();
  }
}

import { readFile } from "node:fs/promises";
import {
  AnonymousCredential,
  BlobServiceClient,
  type ContainerClient,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { createFakeClock, type FakeClock, type SimulatorOptions } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { openAzure, tokens, withoutTls } from "../shop.ts";

type Properties = Readonly<Record<string, unknown>>;

const place = { resourceGroupName: "shop", accountName: "shopfiles" };

/** A simulated account with one container, and Microsoft's own clients of it. */
export interface Files {
  readonly azure: Deployment;
  /** The simulator's, which stands still from now on; clients have the real one. */
  readonly clock: FakeClock;
  readonly account: Deployed;
  readonly container: Deployed;
  /** The address of its blobs. */
  readonly address: string;
  /** The first of its keys. */
  readonly key: string;
  /** The container, as whoever has the key. */
  readonly orders: ContainerClient;
}

export async function deployFiles(
  properties: Properties = {},
  containerProperties: Properties = {},
  options: Partial<SimulatorOptions> = {},
): Promise<Files> {
  const clock = createFakeClock(Date.now());
  const azure = await openAzure({ clock, ...options });
  await azure.create(tokens.group, "shop", { resourceGroupName: "shop" });
  const account = await azure.create(tokens.account, "files", {
    ...{ ...place, kind: "StorageV2", sku: { name: "Standard_LRS" } },
    ...properties,
  });
  const inputs = { ...place, containerName: "orders", ...containerProperties };
  const container = await azure.create(tokens.container, "orders", inputs);
  const token = "azure-native:storage:listStorageAccountKeys";
  const { outputs } = await azure.provider.invoke({ token, args: place });
  const key = String(Object(outputs.keys)[0].value);
  const address = String(Object(account.outputs.primaryEndpoints).blob);
  const orders = openWithKey(address, key).getContainerClient("orders");
  return { azure, clock, account, container, address, key, orders };
}

/** What a client is told only once. */
const retryOptions = { maxTries: 1 };

/** Keys may be used without TLS, where nobody has to trust the simulator's certificate. */
export function openWithKey(address: string, key: string, name = place.accountName): BlobServiceClient {
  const credential = new StorageSharedKeyCredential(name, key);
  return new BlobServiceClient(withoutTls(address), credential, { retryOptions });
}

/** With a signature in the address, or with nothing at all. */
export function openContainer(address: string, signature = ""): ContainerClient {
  const client = new BlobServiceClient(`${withoutTls(address)}?${signature}`, new AnonymousCredential(), {
    retryOptions,
  });
  return client.getContainerClient("orders");
}

/** With an access token. */
export async function openWithToken({ azure, address }: Files, token: string): Promise<BlobServiceClient> {
  const ca = await readFile(await azure.simulator.world.endpoints.certificateFile(), "utf8");
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
  const options = { retryOptions, tlsOptions: { ca } };
  return new BlobServiceClient(address, credential, options);
}

/** All that an iterator of the client's has. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<readonly Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** An error of the client's: what Microsoft's service has sent as status and code. */
export const refusedWith = (statusCode: number, code: string) => ({ name: "RestError", statusCode, code });

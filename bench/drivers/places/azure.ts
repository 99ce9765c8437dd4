import {
  accountInputs,
  containerInputs,
  cosmosTokens,
  place as dataPlace,
  everything,
  readMetadata,
} from "../../../tests/simulator/azure/cosmosdb/client.ts";
import { busTokens, createNamespace, grantTo, place } from "../../../tests/simulator/azure/servicebus/client.ts";
import { openAzure, tokenOf, tokens as types, withoutTls } from "../../../tests/simulator/azure/shop.ts";
import type { Deployed, Deployment } from "../../../tests/simulator/deployment.ts";
import { type NodePlace, nodePlace } from "./place.ts";
import { serveTokens } from "./tokens.ts";

/** A queue and a topic of Service Bus that an identity may send to. They are called without TLS, so that nobody has to trust a certificate. */
async function createBus(azure: Deployment, identity: Deployed) {
  const namespace = await createNamespace(azure);
  await azure.create(busTokens.queue, "orders", { ...place, queueName: "orders" });
  await azure.create(busTokens.topic, "events", { ...place, topicName: "events" });
  await grantTo(azure, identity, "sender", namespace.id);
  const addressOf = (name: string) => withoutTls(`${namespace.outputs.serviceBusEndpoint}${name}`);
  return { queue: addressOf("orders"), topic: addressOf("events") };
}

/** A container of Cosmos DB in whose account an identity may do everything with items. */
async function createContainer(azure: Deployment, identity: Deployed): Promise<string> {
  const account = await azure.create(cosmosTokens.account, "data", accountInputs());
  await azure.create(cosmosTokens.database, "shop", { ...dataPlace, databaseName: "shop", resource: { id: "shop" } });
  await azure.create(cosmosTokens.container, "orders", containerInputs("orders"));
  const role = await azure.create(cosmosTokens.definition, "all", {
    ...{ ...dataPlace, roleName: "all", type: "CustomRole", assignableScopes: [account.id] },
    permissions: [{ dataActions: [readMetadata, everything] }],
  });
  await azure.create(cosmosTokens.assignment, "caller", {
    ...{ ...dataPlace, roleDefinitionId: role.id, principalId: identity.outputs.principalId },
    scope: account.id,
  });
  return `${account.outputs.documentEndpoint}dbs/shop/colls/orders`;
}

/** Service Bus and Cosmos DB. */
export async function openAzurePlace(): Promise<NodePlace> {
  const azure = await openAzure();
  await azure.create(types.group, "shop", { resourceGroupName: "shop" });
  const identity = await azure.create(types.identity, "caller", { resourceGroupName: "shop", resourceName: "caller" });
  const addresses = { ...(await createBus(azure, identity)), table: await createContainer(azure, identity) };
  const tokenFor = (resource: string) => tokenOf(azure, String(identity.outputs.principalId), resource);
  const bus = "https://servicebus.azure.net";
  const [busToken, dataToken] = [await tokenFor(bus), await tokenFor("https://cosmos.azure.com")];
  // Of the account or of all accounts: `@azure/cosmos` asks for either.
  const tokens = await serveTokens((resource) => (resource === bus ? busToken : dataToken));
  const common = {
    IDENTITY_ENDPOINT: `http://${tokens.host}/identity`,
    IDENTITY_HEADER: "header",
    AZURE_CLIENT_ID: "client",
    ACCESS_TOKEN: busToken,
    NODE_EXTRA_CA_CERTS: await azure.simulator.world.endpoints.certificateFile(),
  };
  return nodePlace(common, addresses, async () => {
    tokens.stop();
    await azure.stop();
  });
}

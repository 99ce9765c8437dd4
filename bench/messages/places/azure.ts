import { busTokens, createNamespace, grantTo, place } from "../../../tests/simulator/azure/servicebus/client.ts";
import { openAzure, tokenOf, tokens as types, withoutTls } from "../../../tests/simulator/azure/shop.ts";
import { type NodePlace, nodePlace } from "./place.ts";
import { serveToken } from "./tokens.ts";

/** Service Bus, called without TLS, so that nobody has to trust the simulator's certificate. */
export async function openAzurePlace(): Promise<NodePlace> {
  const azure = await openAzure();
  await azure.create(types.group, "shop", { resourceGroupName: "shop" });
  const namespace = await createNamespace(azure);
  await azure.create(busTokens.queue, "orders", { ...place, queueName: "orders" });
  await azure.create(busTokens.topic, "events", { ...place, topicName: "events" });
  const identity = await azure.create(types.identity, "caller", { resourceGroupName: "shop", resourceName: "caller" });
  await grantTo(azure, identity, "sender", namespace.id);
  const token = await tokenOf(azure, String(identity.outputs.principalId), "https://servicebus.azure.net");
  const tokens = await serveToken(token);
  const addressOf = (name: string) => withoutTls(`${namespace.outputs.serviceBusEndpoint}${name}`);
  const common = {
    IDENTITY_ENDPOINT: `http://${tokens.host}/identity`,
    IDENTITY_HEADER: "header",
    AZURE_CLIENT_ID: "client",
    ACCESS_TOKEN: token,
  };
  return nodePlace(common, { queue: addressOf("orders"), topic: addressOf("events") }, async () => {
    tokens.stop();
    await azure.stop();
  });
}

import assert from "node:assert/strict";
import type { Deployment } from "../../deployment.ts";
import { Vault } from "../keyvault/client.ts";
import { appWith, bundleApp, noPrefix } from "../packages.ts";
import { appInputs, createGround, deliveryInputs, openAzure, tokens, uploadPackage, urlOf } from "../shop.ts";
import { accountInputs, containerInputs, cosmosTokens, place } from "./client.ts";

/** The code of a function as one would write it for the cloud: the addresses come from outputs. */
const code = `
  import { CosmosClient } from "@azure/cosmos";
  import { DefaultAzureCredential } from "@azure/identity";
  import { SecretClient } from "@azure/keyvault-secrets";
  import { ServiceBusClient } from "@azure/service-bus";
  ${appWith(`async (request) => {
    const credential = new DefaultAzureCredential({ managedIdentityClientId: process.env.CLIENT_ID });
    try {
      if (request.query.has("amqp")) {
        // Without these options it asks Azure itself.
        const options = { customEndpointAddress: process.env.BUS, retryOptions: { maxRetries: 0 } };
        const client = new ServiceBusClient("shop.servicebus.windows.net", credential, options);
        await client.createSender("placed").sendMessages({ body: "1" });
      }
      const cosmos = new CosmosClient({ endpoint: process.env.DOCUMENTS, aadCredentials: credential });
      const orders = cosmos.database("shop").container("orders");
      await orders.items.upsert({ id: "1", pk: "a", total: 5 });
      const { resources } = await orders.items.query("SELECT VALUE c.total FROM c ORDER BY c.total").fetchAll();
      // The address is not one of Azure's.
      const vault = new SecretClient(process.env.VAULT, credential, { disableChallengeResourceVerification: true });
      return { body: resources + " " + (await vault.getSecret("signing")).value };
    } catch ({ code, substatus }) {
      return { status: 500, body: code + " " + substatus };
    }
  }`)}
`;

describe("azure: Microsoft's own clients in a function", function called() {
  // The libraries are large: a busy machine takes its time to bundle and load them.
  this.timeout(60_000);
  let azure: Deployment;
  before(async () => {
    azure = await openAzure();
  });
  after(() => azure.stop());

  it("read and write as the function's identity, at the addresses of the outputs, and are refused when they speak AMQP", async () => {
    const ground = await createGround(azure);
    const { clientId, principalId } = ground.identity.outputs;
    const account = await azure.create(cosmosTokens.account, "data", accountInputs());
    await azure.create(cosmosTokens.database, "shop", { ...place, databaseName: "shop", resource: { id: "shop" } });
    await azure.create(cosmosTokens.container, "orders", containerInputs("orders"));
    const vault = await Vault.with(azure, ground.identity);
    await vault.secret("signing", { value: "the key" });
    const settings = {
      DOCUMENTS: String(account.outputs.documentEndpoint),
      VAULT: vault.uri,
      BUS: new URL(vault.uri).origin,
      CLIENT_ID: String(clientId),
    };
    const app = await azure.create(tokens.app, "api", appInputs(ground, { settings }));
    await azure.create(
      tokens.resource,
      "code",
      deliveryInputs(await uploadPackage(azure, await bundleApp(code, noPrefix))),
    );
    const call = async (query = "") => (await fetch(urlOf(app) + query)).text();

    const refused = await call();
    await azure.create(cosmosTokens.assignment, "all", {
      ...{ ...place, principalId, scope: account.id },
      roleDefinitionId: `${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002`,
    });
    const allowed = await call();
    const overAmqp = await call("?amqp");

    assert.deepEqual([refused, allowed], ["403 5301", "5 the key"]);
    const lines = azure.simulator.world.logs.recent({ group: "azure-native/api" }).map(({ text }) => text);
    assert.match(lines.join("\n"), /^SimulatorLimit: .*not AMQP/, overAmqp);
  });
});

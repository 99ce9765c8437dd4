import { CosmosClient } from "@azure/cosmos";
import { ManagedIdentityCredential } from "@azure/identity";
import type { Driver } from "../../../kit/runtime/links.ts";
import { addressOf } from "../../drivers/address.ts";
import type { Table } from "../../drivers/operations/table.ts";

/** https://learn.microsoft.com/javascript/api/overview/azure/cosmos-readme */
export const open: Driver = (_link, environment): Table => {
  const [endpoint = "", path = ""] = addressOf(environment).split(/(?<=\/)(?=dbs\/)/);
  const [, database = "", , name = ""] = path.split("/");
  const clientId = String(environment.AZURE_CLIENT_ID);
  const client = new CosmosClient({
    ...{ endpoint, aadCredentials: new ManagedIdentityCredential({ clientId }) },
    connectionPolicy: { enableBackgroundEndpointRefreshing: false },
  });
  const container = client.database(database).container(name);
  return {
    get: async ({ customer, id }) => (await container.item(id, customer).read()).resource,
    put: (item) => container.items.upsert({ ...item, pk: item.customer }),
    async query({ customer }, { limit: maxItemCount }) {
      const parameters = [{ name: "@customer", value: customer }];
      const query = { query: "SELECT * FROM c WHERE c.customer = @customer ORDER BY c.id", parameters };
      const { resources } = await container.items.query(query, { partitionKey: customer, maxItemCount }).fetchNext();
      return { items: resources };
    },
    async increment({ customer, id }, counter) {
      const { resource } = await container.item(id, customer).patch([{ op: "incr", path: `/${counter}`, value: 1 }]);
      return resource[counter];
    },
  };
};

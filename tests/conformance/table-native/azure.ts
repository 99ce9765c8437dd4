import { type NativeTable, ofReader } from "./contract.ts";

const hex = (text: string): string => Buffer.from(text).toString("hex");

/** https://learn.microsoft.com/azure/cosmos-db/resource-model#azure-cosmos-db-items */
export const azure: NativeTable = {
  // https://learn.microsoft.com/rest/api/cosmos-db/get-a-document
  async read({ userId, id }, target) {
    const { credentials } = await target.simulator.services("azure-native");
    const principal = ofReader(target, "UserAssignedIdentity", "principalId");
    const given = await credentials?.({ principal, audience: "https://cosmos.azure.com" });
    // Without TLS nobody has to trust the simulator's certificate.
    const container = String(target.attributesOf("orders").address).replace("https:", "http:");
    const response = await fetch(`${container}/docs/k${hex(id)}`, {
      headers: {
        authorization: encodeURIComponent(`type=aad&ver=1.0&sig=${given?.AZURE_ACCESS_TOKEN}`),
        "x-ms-version": "2020-07-15",
        "x-ms-documentdb-partitionkey": JSON.stringify([hex(userId)]),
      },
    });
    return Object(await response.json());
  },
  // Keys with their bytes in hexadecimal: docs/tables.md
  expected: (item) => ({ id: `k${hex(item.id)}`, pk: hex(item.userId), item }),
  // The cloud's own: https://learn.microsoft.com/azure/cosmos-db/resource-model#properties-of-an-item
  beside: ["stamp", "ttl", "_etag", "_rid", "_self", "_ts", "_attachments"],
};

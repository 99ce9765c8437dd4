import { requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type ResourceType } from "../../../contract.ts";
import { inert, oneOf, runsOnly, simulated } from "../../rules.ts";
import { type ApiService, formatAddress } from "../api/index.ts";
import { insideOf, timeOf } from "../arm.ts";
import { groupedType } from "../grouped-type.ts";
import { namespaceArm, namespaceToken, version } from "./entities.ts";

/** The part of a namespace's host name after its name. https://learn.microsoft.com/rest/api/servicebus/addressing-and-protocol */
export const serviceName = "servicebus";

/**
 * https://learn.microsoft.com/rest/api/servicebus/controlplane-stable/namespaces/create-or-update
 *
 * @param api - The endpoint that namespaces can be called at.
 */
export function namespaceType(api: Pick<ApiService, "open">): ResourceType {
  return groupedType({
    token: namespaceToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/servicebus/namespace/",
    arm: namespaceArm,
    version,
    naming: {
      property: "namespaceName",
      min: 6,
      max: 50,
      pattern: /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/i,
      refused: ["1-shop-messages", "shop-messages-", "shop_messages"],
      source:
        "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftservicebus",
    },
    properties: {
      ...simulated("sku.name", "disableLocalAuth"),
      ...inert("It follows from the name of the SKU.", "sku.tier"),
      // The SDK always sends it: https://www.pulumi.com/registry/packages/azure-native/api-docs/servicebus/namespace/
      ...inert("The local address is not public.", "publicNetworkAccess"),
      ...inert("The local address takes what Node.js does.", "minimumTlsVersion"),
    },
    constraints: [
      oneOf(
        "minimumTlsVersion",
        ["1.2", "1.3"],
        // Older versions were retired: https://learn.microsoft.com/azure/service-bus-messaging/transport-layer-security-configure-minimum-version
        "https://learn.microsoft.com/azure/service-bus-messaging/transport-layer-security-enforce-minimum-version",
        "1.0",
      ),
    ],
    limits: [runsOnly("sku.name", ["Standard"], "Premium")],
    example: { namespaceName: "shop-messages", resourceGroupName: "shop", sku: { name: "Standard", tier: "Standard" } },
    // Names of namespaces are host names.
    unique: [
      {
        key: ({ inputs }) => textAt(inputs, "namespaceName")?.toLowerCase(),
        taken: ({ inputs: { namespaceName } }) =>
          new CloudError("NamespaceUnavailable", `The namespace name ${namespaceName} is not available.`, 409),
      },
    ],
    once: { createdAt: (_request, world) => timeOf(world) },
    defaults: { disableLocalAuth: false, minimumTlsVersion: "1.2", status: "Active", provisioningState: "Succeeded" },
    outputs: async ({ inputs }) => ({
      serviceBusEndpoint: formatAddress(await api.open(), requiredText(inputs, "namespaceName"), serviceName),
    }),
    async apply() {
      await api.open();
    },
    inside: insideOf,
  });
}

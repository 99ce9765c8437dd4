import type { Check, Rule } from "../../../contract/rule.ts";

const what = "it can be reached from every network";

/** Whether one of several properties closes it. */
const closedBy = (...ways: readonly (readonly [property: string, value: string])[]): Check =>
  function* (subject, given) {
    const [[property, value] = ["", ""]] = ways;
    if (ways.some(([path, closed]) => subject.inputs.text(path) === closed) || given.isNamed("open", subject)) return;
    yield { property, what, fix: `Set \`${property}\` to \`"${value}"\`, and reach it by a private endpoint` };
  };

/** Rules on addresses or networks close a Cosmos DB account, too. */
const cosmos: Check = function* (subject, given) {
  const { inputs } = subject;
  if (inputs.list("ipRules").length > 0 || inputs.flag("isVirtualNetworkFilterEnabled") === true) return;
  yield* closedBy(["publicNetworkAccess", "Disabled"])(subject, given);
};

/** Only the tier Premium has private endpoints: https://learn.microsoft.com/azure/service-bus-messaging/private-link-service */
const namespace: Check = function* (subject, given) {
  if (subject.inputs.text("sku.name") !== "Premium") return;
  yield* closedBy(["publicNetworkAccess", "Disabled"])(subject, given);
};

export const rule: Rule = {
  name: "private-network",
  cloud: "azure",
  title: "Data services cannot be reached from the internet",
  severity: "medium",
  why: "Otherwise a key that leaks is all that an attacker needs.",
  source: "https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
  references: {
    checkov: [
      "CKV_AZURE_99",
      "CKV_AZURE_101",
      "CKV_AZURE_109",
      "CKV_AZURE_189",
      "CKV_AZURE_204",
      "CKV_AZURE_35",
      "CKV_AZURE_89",
    ],
    trivy: ["AZU-0013", "AZU-0012"],
    kics: [
      "d855ced8-6157-448f-9f1d-f05a41d046f7",
      "9073f073-5d60-4b46-b569-0d6baa80ed95",
      "c2a3efb6-8a58-481c-82f2-bfddf34bb4b7",
      "a5613650-32ec-4975-a305-31af783153ea",
    ],
    prowler: [
      "cosmosdb_account_public_network_access_disabled",
      "keyvault_private_endpoints",
      "storage_default_network_access_rule_is_denied",
    ],
    cis: ["Azure 6.0 8.3.7", "Azure 6.0 9.3.2.3", "Azure 3.0 5.4.1"],
    nist: ["SC-7"],
  },
  options: { open: { default: [], what: "names of resources that may be reached from the internet" } },
  types: {
    "azure-native:cosmosdb:DatabaseAccount": {
      checks: [cosmos],
      compliant: { publicNetworkAccess: "Disabled" },
      broken: [
        ["publicNetworkAccess", "Enabled", what],
        ["publicNetworkAccess", undefined, what],
      ],
    },
    "azure-native:servicebus:Namespace": {
      checks: [namespace],
      compliant: { sku: { name: "Premium" }, publicNetworkAccess: "Disabled" },
      broken: [["publicNetworkAccess", "Enabled", what]],
    },
    "azure-native:keyvault:Vault": {
      checks: [
        closedBy(["properties.networkAcls.defaultAction", "Deny"], ["properties.publicNetworkAccess", "Disabled"]),
      ],
      compliant: { properties: { networkAcls: { defaultAction: "Deny" } } },
      broken: [["properties.networkAcls.defaultAction", "Allow", what]],
    },
    // https://learn.microsoft.com/azure/azure-cache-for-redis/cache-private-link
    "azure-native:redis:Redis": {
      checks: [closedBy(["publicNetworkAccess", "Disabled"])],
      compliant: { publicNetworkAccess: "Disabled" },
      broken: [
        ["publicNetworkAccess", "Enabled", what],
        ["publicNetworkAccess", undefined, what],
      ],
    },
    "azure-native:storage:StorageAccount": {
      checks: [closedBy(["networkRuleSet.defaultAction", "Deny"], ["publicNetworkAccess", "Disabled"])],
      compliant: { networkRuleSet: { defaultAction: "Deny" } },
      broken: [
        ["networkRuleSet.defaultAction", "Allow", what],
        ["networkRuleSet", undefined, what, "networkRuleSet.defaultAction"],
      ],
    },
  },
};

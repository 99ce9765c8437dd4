import type { Check, Rule } from "../../../contract/rule.ts";

const account: Check = function* ({ inputs }) {
  if (inputs.list("capabilities").some((each) => each.text("name") === "EnableServerless")) return;
  if ((inputs.number("capacity.totalThroughputLimit") ?? -1) > 0) return;
  const fix = 'Set `capabilities` to `[{ name: "EnableServerless" }]`, or `capacity.totalThroughputLimit`';
  yield { property: "capacity.totalThroughputLimit", what: "nothing bounds what is provisioned in it", fix };
};

const premium: Check = function* ({ inputs }) {
  if (inputs.text("sku.name") !== "Premium") return;
  yield { property: "sku.name", what: "its capacity is paid for day and night", fix: 'Set it to `"Standard"`' };
};

export const rule: Rule = {
  name: "bounded-throughput",
  cloud: "azure",
  title: "Databases cost what is used, and no more than is meant",
  severity: "medium",
  level: "advised",
  why: "Capacity that nobody uses is paid for, and an error in a loop asks without end.",
  source: "https://learn.microsoft.com/azure/cosmos-db/limit-total-account-throughput",
  references: {},
  types: {
    "azure-native:cosmosdb:DatabaseAccount": {
      checks: [account],
      compliant: { capabilities: [{ name: "EnableServerless" }] },
      broken: [
        ["capabilities", undefined, "nothing bounds what is provisioned in it", "capacity.totalThroughputLimit"],
      ],
    },
    "azure-native:servicebus:Namespace": {
      checks: [premium],
      compliant: { sku: { name: "Standard" } },
      broken: [["sku.name", "Premium", "its capacity is paid for day and night"]],
    },
  },
};

import type { Check, Rule } from "../../../contract/rule.ts";

const account: Check = function* ({ inputs }) {
  if (inputs.list("capabilities").some((each) => each.text("name") === "EnableServerless")) return;
  if ((inputs.number("capacity.totalThroughputLimit") ?? -1) > 0) return;
  const fix = 'Set `capabilities` to `[{ name: "EnableServerless" }]`, or `capacity.totalThroughputLimit`';
  yield { property: "capacity.totalThroughputLimit", what: "its throughput is not limited", fix };
};

const premium: Check = function* ({ inputs }) {
  if (inputs.text("sku.name") !== "Premium") return;
  yield { property: "sku.name", what: "its capacity is billed around the clock", fix: 'Set it to `"Standard"`' };
};

export const rule: Rule = {
  name: "bounded-throughput",
  cloud: "azure",
  title: "Databases bill for what is used, up to a limit",
  severity: "medium",
  level: "advised",
  why: "Unused provisioned capacity is billed, and a bug in a loop uses throughput without end.",
  source: "https://learn.microsoft.com/azure/cosmos-db/limit-total-account-throughput",
  references: {},
  types: {
    "azure-native:cosmosdb:DatabaseAccount": {
      checks: [account],
      compliant: { capabilities: [{ name: "EnableServerless" }] },
      broken: [["capabilities", undefined, "its throughput is not limited", "capacity.totalThroughputLimit"]],
    },
    "azure-native:servicebus:Namespace": {
      checks: [premium],
      compliant: { sku: { name: "Standard" } },
      broken: [["sku.name", "Premium", "its capacity is billed around the clock"]],
    },
  },
};

import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const what = "it is deleted when the program no longer has it";

/** What a lock says it is on: a scope, or the name of a resource. */
const locks: readonly (readonly [type: string, property: string])[] = [
  ["azure-native:authorization:ManagementLockByScope", "scope"],
  ["azure-native:authorization:ManagementLockAtResourceLevel", "resourceName"],
];

const account: GraphCheck = function* (subject, program, given) {
  if (subject.isProtected || given.isNamed("disposable", subject)) return;
  if (locks.some(([type, property]) => program.users(subject, type, property).length > 0)) return;
  yield {
    property: "",
    what,
    fix: "Add a ManagementLockByScope with the level `CanNotDelete`, or set the option `protect`",
  };
};

const [[type] = [""]] = locks;

export const rule: Rule = {
  name: "protected-data",
  cloud: "azure",
  title: "Resources that hold data are protected from deletion",
  severity: "medium",
  why: "One wrong deployment deletes them.",
  source: "https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources",
  references: { nist: ["CP-9"] },
  options: { disposable: { default: [], what: "names of resources that can be created again" } },
  types: {
    "azure-native:cosmosdb:DatabaseAccount": {
      graph: [account],
      compliant: {},
      given: { around: [{ type, name: "lock", sources: { scope: "subject" } }] },
      broken: [{ at: "", says: what, around: [] }],
    },
  },
};

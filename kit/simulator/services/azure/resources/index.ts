import { requiredText } from "../../../contract/read.ts";
import type { Invoke, Service } from "../../../contract.ts";
import { groupId, groupToken, requireById } from "../arm.ts";
import { groupType } from "./resource-group.ts";

const getResourceGroup: Invoke = (args, scope, { store }) => {
  const group = requireById(store, groupToken, groupId(scope, requiredText(args, "resourceGroupName")));
  return { ...group.outputs, id: group.id };
};

/** Resource groups. */
export function resourcesService(): Service {
  return {
    name: "Resource Manager",
    types: [groupType],
    invokes: { "azure-native:resources:getResourceGroup": getResourceGroup },
  };
}

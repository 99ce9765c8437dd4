import type { Service } from "../../../contract.ts";
import { lookUp } from "../grouped-type.ts";
import { componentArm, componentToken, componentType } from "./component.ts";
import { workspaceArm, workspaceToken, workspaceType } from "./workspace.ts";

/** Azure Monitor: the destinations of telemetry, which is not collected here. */
export function monitoringService(): Service {
  return {
    name: "Monitor",
    types: [workspaceType, componentType],
    invokes: {
      "azure-native:applicationinsights:getComponent": lookUp(componentToken, componentArm, "resourceName"),
      "azure-native:operationalinsights:getWorkspace": lookUp(workspaceToken, workspaceArm, "workspaceName"),
    },
  };
}

import type { StoredResource } from "../../../contract.ts";
import { requiredText } from "../../read.ts";
import { appToken } from "./plan.ts";

/** The endpoint of an app: the same at every run. */
export function endpointKey(name: string): string {
  return `${appToken}/${name}`;
}

/** The host name that an app has in Azure. https://learn.microsoft.com/azure/app-service/overview-hosting-plans */
export function publicHostOf(app: StoredResource): string {
  return `${requiredText(app.inputs, "name").toLowerCase()}.azurewebsites.net`;
}

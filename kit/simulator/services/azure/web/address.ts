import { requiredText } from "../../../contract/read.ts";
import type { StoredResource } from "../../../contract.ts";
import { inGroup } from "../arm.ts";
import { appToken } from "../tokens.ts";

export const appArm = "Microsoft.Web/sites";

/** The app that a child resource names. */
export const toApp = inGroup(appToken, appArm);

/** The key of an app's endpoint, the same in every run. */
export function endpointKey(name: string): string {
  return `${appToken}/${name}`;
}

/** The host name that an app has in Azure. https://learn.microsoft.com/azure/app-service/overview-hosting-plans */
export function publicHostOf(app: StoredResource): string {
  return `${requiredText(app.inputs, "name").toLowerCase()}.azurewebsites.net`;
}

import type { ResourceType, StoredResource } from "../../../contract.ts";
import { inert, simulated } from "../../rules.ts";
import { reasons } from "../rules.ts";
import { toApp } from "./address.ts";
import { forbiddenSettings, settingRule, settingSource } from "./app-properties.ts";
import type { Apps } from "./apps.ts";
import { settingsToken } from "./effective-settings.ts";

/** All app settings of an app at once. https://learn.microsoft.com/rest/api/appservice/web-apps/update-application-settings */
export function createSettingsType(apps: Apps): ResourceType {
  const refresh = async (settings: StoredResource): Promise<void> => apps.refresh(appIdOf(settings.id));
  return {
    token: settingsToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/web/webappapplicationsettings/",
    replaceOn: ["name", "resourceGroupName"],
    properties: { ...simulated("name", "resourceGroupName", "properties"), ...inert(reasons.label, "kind") },
    constraints: [
      {
        property: "properties",
        rule: settingRule,
        source: settingSource,
        accepts: (value) => Object.keys(Object(value)).every((name) => !forbiddenSettings.includes(name.toUpperCase())),
        refused: { properties: { WEBSITE_RUN_FROM_PACKAGE: "1" } },
      },
    ],
    example: { name: "shop-api", resourceGroupName: "shop", properties: { GREETING: "Hello" } },
    refers: { name: toApp },
    id: ({ found }) => `${found("name").id}/config/appsettings`,
    defaults: { type: "Microsoft.Web/sites/config", azureApiVersion: "2025-05-01" },
    apply: refresh,
    // ARM has no DELETE for them: the provider leaves an empty list.
    remove: refresh,
  };
}

function appIdOf(settingsId: string): string {
  return settingsId.slice(0, settingsId.lastIndexOf("/config/"));
}

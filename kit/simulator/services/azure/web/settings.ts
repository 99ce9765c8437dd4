import type { ResourceType, StoredResource } from "../../../contract.ts";
import { requiredText } from "../../read.ts";
import { armId, requireById } from "../arm.ts";
import { inert } from "../rules.ts";
import { forbiddenSettings, settingRule, settingSource } from "./app-properties.ts";
import type { Apps } from "./apps.ts";
import { settingsToken } from "./effective-settings.ts";
import { appToken } from "./plan.ts";

/** All app settings of an app at once. https://learn.microsoft.com/rest/api/appservice/web-apps/update-application-settings */
export function createSettingsType(apps: Apps): ResourceType {
  const refresh = async (settings: StoredResource): Promise<void> => apps.refresh(appIdOf(settings.id));
  return {
    token: settingsToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/web/webappapplicationsettings/",
    replaceOn: ["name", "resourceGroupName"],
    properties: { name: "simulated", resourceGroupName: "simulated", properties: "simulated", kind: inert.label },
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
    create({ inputs, scope }, { store }) {
      const group = requiredText(inputs, "resourceGroupName");
      const app = requireById(
        store,
        appToken,
        armId(scope, group, "Microsoft.Web/sites", requiredText(inputs, "name")),
      );
      return { id: `${app.id}/config/appsettings`, outputs };
    },
    update: () => outputs,
    apply: refresh,
    // ARM has no DELETE for them: the provider's delete leaves an empty list behind.
    async remove(settings, { store }) {
      store.delete(settings.type, settings.id, settings.scope);
      await refresh(settings);
    },
  };
}

const outputs = { type: "Microsoft.Web/sites/config", azureApiVersion: "2025-05-01" };

function appIdOf(settingsId: string): string {
  return settingsId.slice(0, settingsId.lastIndexOf("/config/"));
}

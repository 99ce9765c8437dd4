import type { Properties, ResourceType, Store, StoredResource } from "../../../contract.ts";
import { recordsAt, requiredText, textAt, textsAt } from "../../read.ts";
import { armId, isSame, requireById } from "../arm.ts";
import { inert } from "../rules.ts";
import { forbiddenSettings, settingRule, settingSource } from "./app-properties.ts";
import type { Apps } from "./apps.ts";
import { appToken } from "./plan.ts";

const settingsToken = "azure-native:web:WebAppApplicationSettings";

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

/** An app's settings: those of their own resource if there is one, because it replaces the ones in `siteConfig`. */
export function settingsOf(store: Store, app: StoredResource): Readonly<Record<string, string>> {
  const own = store.find(settingsToken, ({ id }) => isSame(id, `${app.id}/config/appsettings`))[0];
  return own === undefined ? inlineSettings(app.inputs) : textsAt(own.inputs, "properties");
}

function inlineSettings(inputs: Properties): Record<string, string> {
  return Object.fromEntries(
    recordsAt(inputs, "siteConfig.appSettings").flatMap((setting) => {
      const [name, value] = [textAt(setting, "name"), textAt(setting, "value")];
      return name === undefined ? [] : [[name, value ?? ""]];
    }),
  );
}

function appIdOf(settingsId: string): string {
  return settingsId.slice(0, settingsId.lastIndexOf("/config/"));
}

import { recordsAt, textAt, textsAt } from "../../../contract/read.ts";
import type { Properties, Store, StoredResource } from "../../../contract.ts";
import { isSame } from "../arm.ts";

export const settingsToken = "azure-native:web:WebAppApplicationSettings";

/** An app's settings: those of the settings resource if it exists, because it replaces the ones in `siteConfig`. */
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

import { randomBytes } from "node:crypto";
import { requiredText } from "../../../contract/read.ts";
import type { Invoke, Store } from "../../../contract.ts";
import type { HostKeys } from "../../../hosts/azure-functions/configuration.ts";
import { armId, requireById } from "../arm.ts";
import { appToken } from "../tokens.ts";

const valueKey = (appId: string): string => `azure-native/host-keys/${appId.toLowerCase()}`;

/** Creates the keys that functions with an `authLevel` require. https://learn.microsoft.com/azure/azure-functions/function-keys-how-to */
export function createHostKeys(store: Store, appId: string): void {
  const key = (): string => randomBytes(40).toString("base64url");
  store.putValue(valueKey(appId), JSON.stringify({ master: key(), default: key() } satisfies HostKeys));
}

export function removeHostKeys(store: Store, appId: string): void {
  store.putValue(valueKey(appId), undefined);
}

export function hostKeysOf(store: Store, appId: string): HostKeys {
  const keys: Record<string, unknown> = JSON.parse(store.getValue(valueKey(appId)) ?? "{}");
  return { master: requiredText(keys, "master"), default: requiredText(keys, "default") };
}

/** https://learn.microsoft.com/rest/api/appservice/web-apps/list-host-keys */
export const listWebAppHostKeys: Invoke = (args, scope, { store }) => {
  const id = armId(scope, requiredText(args, "resourceGroupName"), "Microsoft.Web/sites", requiredText(args, "name"));
  const keys = hostKeysOf(store, requireById(store, appToken, id).id);
  return { masterKey: keys.master, functionKeys: { default: keys.default }, systemKeys: {} };
};

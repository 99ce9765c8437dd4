import type { Store } from "../../../../contract.ts";

const packageKey = (appId: string): string => `azure-native/package/${appId.toLowerCase()}`;

/** The hash of the package that was deployed to an app. */
export function deliveredTo(store: Store, appId: string): string | undefined {
  return store.getValue(packageKey(appId));
}

/** Stores which package an app has; `undefined` removes it. */
export function setDelivered(store: Store, appId: string, hash: string | undefined): void {
  store.putValue(packageKey(appId), hash);
}

import { randomBytes } from "node:crypto";
import { at, requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Invoke,
  type Properties,
  type Scope,
  type Store,
  type StoredResource,
} from "../../../contract.ts";
import { armId, inGroup, requireById } from "../arm.ts";

export const accountToken = "azure-native:storage:StorageAccount";
export const accountArm = "Microsoft.Storage/storageAccounts";

/** The account that a child resource names. */
export const toAccount = inGroup(accountToken, accountArm);

/** Names of accounts are globally unique. */
export function findAccount(store: Store, name: string): StoredResource | undefined {
  return store.find(accountToken, ({ outputs }) => textAt(outputs, "name") === name)[0];
}

/** The two keys of an account. */
export interface AccountKeys {
  readonly key1: string;
  readonly key2: string;
}

const valueKey = (accountId: string): string => `azure-native/storage-keys/${accountId.toLowerCase()}`;

export function createKeys(store: Store, accountId: string): void {
  const key = (): string => randomBytes(64).toString("base64");
  store.putValue(valueKey(accountId), JSON.stringify({ key1: key(), key2: key() } satisfies AccountKeys));
}

export function removeKeys(store: Store, accountId: string): void {
  store.putValue(valueKey(accountId), undefined);
}

/** @throws CloudError `KeyBasedAuthenticationNotPermitted` when the account does not allow authentication with its keys. */
export function requireKeys(store: Store, account: StoredResource): AccountKeys {
  if (at(account.inputs, "allowSharedKeyAccess") === false) {
    throw new CloudError(
      "KeyBasedAuthenticationNotPermitted",
      `Key based authentication is not permitted on the storage account ${requiredText(account.outputs, "name")} (allowSharedKeyAccess is false).`,
      403,
    );
  }
  return keysOf(store, account.id);
}

export function keysOf(store: Store, accountId: string): AccountKeys {
  const { key1, key2 } = JSON.parse(store.getValue(valueKey(accountId)) ?? "{}");
  if (typeof key1 !== "string" || typeof key2 !== "string") throw new TypeError(`${accountId} has no keys.`);
  return { key1, key2 };
}

/** The account that the arguments of a provider's function name. */
export function accountOf(store: Store, scope: Scope, args: Properties): StoredResource {
  const group = requiredText(args, "resourceGroupName");
  return requireById(store, accountToken, armId(scope, group, accountArm, requiredText(args, "accountName")));
}

/** Lists the keys even if the account does not allow their use. https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-keys */
export const listStorageAccountKeys: Invoke = (args, scope, { store }) => {
  const account = accountOf(store, scope, args);
  const creationTime = at(account.outputs, "creationTime");
  const keys = Object.entries(keysOf(store, account.id));
  return { keys: keys.map(([keyName, value]) => ({ creationTime, keyName, permissions: "Full", value })) };
};

import { listAt, parseJson, requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type Reference, type StoredResource, type World } from "../../../contract.ts";
import type { SecretBroker } from "../../../hosts/workerd/secrets/door.ts";
import { timeOf } from "../ids.ts";
import { secretsStoreToken, storedSecretToken } from "../tokens.ts";

/** What does not exist: https://github.com/alchemy-run/distilled/blob/main/packages/cloudflare/src/services/secrets-store.ts */
export const notFound = (what: string): CloudError => new CloudError("1000", `${what}_not_found`, 404);

/** A secret that Workers of its account may be bound to, by its name. */
export const toSecret: Reference = {
  find: (name, { inputs: { accountId } }, { store }) =>
    store.find(
      storedSecretToken,
      ({ inputs }) =>
        inputs.accountId === accountId && inputs.name === name && listAt(inputs, "scopes").includes("workers"),
    )[0],
  // https://github.com/cloudflare/workers-sdk/issues/8964
  missing: () =>
    new CloudError(
      "10021",
      "failed to fetch secrets store binding due to authorization error - check deploy permissions and secret scopes",
      400,
    ),
};

export const storeWithId = ({ store }: World, account: string, id: string): StoredResource | undefined =>
  store.find(secretsStoreToken, (one) => one.id === id && textAt(one.inputs, "accountId") === account)[0];

export const secretsIn = (id: string, { store }: World): readonly StoredResource[] =>
  store.find(storedSecretToken, ({ inputs }) => textAt(inputs, "storeId") === id);

/** The values of secrets, which Workers read by their bindings, and nobody by the API. */
export class StoredSecrets implements SecretBroker {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** @returns when that was */
  set(inputs: Properties, value: string): string {
    const modified = timeOf(this.#world);
    this.#world.store.putValue(keyOf(bindingTo(inputs)), JSON.stringify({ value, modified }));
    return modified;
  }

  /** When it was set, over the API or by a deployment. */
  modified(inputs: Properties): string | undefined {
    return this.#find(bindingTo(inputs), "modified");
  }

  remove(inputs: Properties): void {
    this.#world.store.putValue(keyOf(bindingTo(inputs)), undefined);
  }

  read(secret: string): string | undefined {
    return this.#find(secret, "value");
  }

  #find(secret: string, property: "value" | "modified"): string | undefined {
    const stored = this.#world.store.getValue(keyOf(secret));
    return stored === undefined ? undefined : textAt(parseJson(stored), property);
  }
}

/** A secret as a binding names it: its store, and its name there, which has no spaces. */
export const bindingTo = (inputs: Properties, name = "name"): string =>
  `${requiredText(inputs, "storeId")} ${requiredText(inputs, name)}`;

const keyOf = (secret: string): string => `cloudflare/stored-secrets/${secret}`;

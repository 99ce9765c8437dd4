import { isRecord, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type World } from "../../../contract.ts";
import type { ApiCall, Route } from "../api/index.ts";
import { secretsStoreToken } from "../tokens.ts";
import { notFound, type StoredSecrets, secretsIn, storeWithId } from "./secrets.ts";

/** What the API shows of a store. */
const shownStore = ({ id, inputs, outputs: { name, created, modified } }: StoredResource): Properties => {
  return { id, account_id: inputs.accountId, name, created, modified };
};

/** Listing and changing what is deployed. Making and deleting it is the provider's. */
export function secretsStoreRoutes(world: World, secrets: StoredSecrets): readonly Route[] {
  /** What the API shows of a secret: never its value. */
  const shown = ({ id, inputs, outputs: { name, created, status } }: StoredResource): Properties => {
    const { storeId: store_id, scopes, comment = "" } = inputs;
    return { id, store_id, name, scopes, comment, status, created, modified: secrets.modified(inputs) };
  };
  const stores = /^\/secrets_store\/stores$/;
  const all = /^\/secrets_store\/stores\/([^/]+)\/secrets$/;
  const one = /^\/secrets_store\/stores\/([^/]+)\/secrets\/([^/]+)$/;
  const inStore = ({ account, names: [store = ""] }: ApiCall): readonly StoredResource[] => {
    if (storeWithId(world, account, store) === undefined) throw notFound("store");
    return secretsIn(store, world);
  };
  const found = (call: ApiCall): StoredResource => {
    const secret = inStore(call).find(({ id }) => id === call.names[1]);
    if (secret === undefined) throw notFound("secret");
    return secret;
  };
  return [
    {
      method: "GET",
      path: stores,
      run: ({ account }) =>
        world.store.find(secretsStoreToken, ({ inputs }) => inputs.accountId === account).map(shownStore),
    },
    { method: "GET", path: all, run: (call) => inStore(call).map(shown) },
    { method: "GET", path: one, run: (call) => shown(found(call)) },
    {
      method: "PATCH",
      path: one,
      run(call) {
        const secret = found(call);
        const value = textAt(call.body, "value");
        if (!isRecord(call.body) || value === undefined || Object.keys(call.body).length > 1) {
          throw new CloudError("7003", "the simulator changes nothing but the value of a secret, as a text", 400);
        }
        secrets.set(secret.inputs, value);
        return shown(secret);
      },
    },
  ];
}

import type { CallerCheck, Operation } from "../../../contract.ts";

const pages = "https://developers.cloudflare.com/secrets-store";

/** What it does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    operation: "Bindings of the type secrets_store_secret: `get`",
    source: `${pages}/integrations/workers/#3-access-the-secret-on-the-env-object`,
    test: "secrets-store.test.ts",
    shows: "is one value for all Workers that are bound to it, also after it was changed",
    gap: "A change is read at once. No page says what `get` throws: what Miniflare does for a secret that is gone, and a text of the simulator for planned faults.",
  },
  {
    operation: "List stores and secrets, get a secret, and change its value, over HTTP",
    source: "https://developers.cloudflare.com/api/resources/secrets_store/",
    test: "secrets-store.test.ts",
    shows: "shows secrets over the API without their values, and changes them",
    gap: "Lists have one page. Secrets are not made, duplicated or deleted over HTTP, and quotas are not shown.",
  },
];

/** Who calls it, and how it is known who calls. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a Worker",
    calls: "a secret of the store",
    shows: "a secrets_store_secret binding, to which the runtime adds a secret of the simulator's process",
    checked: "the secret; having the binding is the permission",
    source: `${pages}/access-control/`,
    code: "hosts/workerd/secrets/door.ts",
    test: ["cloudflare/secrets-store.test.ts", "is read by bindings alone"],
  },
];

import { isRecord, listAt, parseJson, recordsAt, requiredText, textAt, textsAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type StoredResource, type World } from "../../../contract.ts";
import { callLimit } from "../../../limits.ts";
import type { ApiCall, Route } from "../api/index.ts";
import { largestVariable } from "./constraints.ts";

/** Names and texts. */
export type Secrets = Readonly<Record<string, string>>;

const kind = "secret_text";

type Named = Pick<StoredResource, "inputs">;

function keyOf({ inputs }: Named): string {
  return `cloudflare/secrets/${requiredText(inputs, "accountId")}/${requiredText(inputs, "scriptName")}`;
}

function secretsIn(inputs: Properties): Secrets {
  const secrets = recordsAt(inputs, "bindings").filter(({ type }) => type === kind);
  return Object.fromEntries(secrets.map((binding) => [requiredText(binding, "name"), requiredText(binding, "text")]));
}

/** The secrets that a Worker has: of its last upload, and what has been set since. */
export function secretsOf(script: Named, { store }: World): Secrets {
  const stored = store.getValue(keyOf(script));
  return stored === undefined ? secretsIn(script.inputs) : textsAt(parseJson(stored));
}

/** The secrets of a Worker that is being uploaded: an upload takes the place of all bindings, except of the types that it keeps. */
export function uploadedSecrets(inputs: Properties, world: World): Secrets {
  const named = recordsAt(inputs, "bindings").map(({ name }) => name);
  const before = listAt(inputs, "keepBindings").includes(kind) ? Object.entries(secretsOf({ inputs }, world)) : [];
  return { ...Object.fromEntries(before.filter(([name]) => !named.includes(name))), ...secretsIn(inputs) };
}

export function storeSecrets(script: Named, secrets: Secrets | undefined, { store }: World): void {
  store.putValue(keyOf(script), secrets && JSON.stringify(secrets));
}

interface SecretTools {
  readonly world: World;
  /** @throws CloudError `10007` */
  script(account: string, name: string): StoredResource;
  /** Runs a Worker with other secrets from now on. */
  change(script: StoredResource, secrets: Secrets): Promise<void>;
}

/** What the API shows of a secret: never its text. */
const shown = (name: string): Properties => ({ name, type: kind });

const missing = (name: string): CloudError =>
  new CloudError("10056", `Binding '${name}' not found. Please use a different name and try again.`, 404);

/** What is put, once it is right. @throws CloudError */
function readSecret(body: unknown, { inputs }: StoredResource): readonly [name: string, text: string] {
  const [name, text] = [textAt(body, "name"), textAt(body, "text")];
  if (textAt(body, "type") === "secret_key") throw callLimit("the simulator has no secrets of the type secret_key");
  if (!isRecord(body) || body.type !== kind || name === undefined || text === undefined) {
    throw new CloudError("10026", "Could not parse request body.", 400);
  }
  const others = recordsAt(inputs, "bindings").filter(({ type }) => type !== kind);
  if (others.some((binding) => binding.name === name)) {
    throw new CloudError(
      "10053",
      `Binding name '${name}' already in use. Please use a different name and try again.`,
      400,
    );
  }
  if (Buffer.byteLength(text) > largestVariable) {
    throw new CloudError("10054", `Text binding '${name}' is too large: it must have at most 5 KB.`, 400);
  }
  return [name, text];
}

/** https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/secrets/ */
export function secretRoutes({ world, script, change }: SecretTools): readonly Route[] {
  const all = /^\/workers\/scripts\/([^/]+)\/secrets$/;
  const one = /^\/workers\/scripts\/([^/]+)\/secrets\/([^/]+)$/;
  const found = ({ account, names: [name = "", secret = ""] }: ApiCall) => {
    const worker = script(account, name);
    return { worker, secrets: secretsOf(worker, world), name: decodeURIComponent(secret) };
  };
  return [
    { method: "GET", path: all, run: (call) => Object.keys(found(call).secrets).map(shown) },
    {
      method: "PUT",
      path: all,
      async run(call) {
        const { worker, secrets } = found(call);
        const [name, text] = readSecret(call.body, worker);
        await change(worker, { ...secrets, [name]: text });
        return shown(name);
      },
    },
    {
      method: "GET",
      path: one,
      run(call) {
        const { secrets, name } = found(call);
        if (!Object.hasOwn(secrets, name)) throw missing(name);
        return shown(name);
      },
    },
    {
      method: "DELETE",
      path: one,
      async run(call) {
        const { worker, secrets, name } = found(call);
        if (!Object.hasOwn(secrets, name)) throw missing(name);
        const { [name]: _gone, ...left } = secrets;
        await change(worker, left);
        return null;
      },
    },
  ];
}

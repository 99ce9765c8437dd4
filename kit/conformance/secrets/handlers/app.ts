import { type HttpApp, type HttpContext, readJson } from "fourfold/runtime";
import * as v from "valibot";
import { KeyVaultSecret } from "../../../runtime/secrets/stores/key-vault.ts";
import { SecretManagerSecret } from "../../../runtime/secrets/stores/secret-manager.ts";
import { SecretsManagerSecret } from "../../../runtime/secrets/stores/secrets-manager.ts";
import { type InstanceAnswer, reading } from "../reading.ts";

/** A secret as a handler is handed it. */
interface Handed {
  get(options?: { readonly fresh?: boolean }): Promise<string>;
  previous(options?: { readonly fresh?: boolean }): Promise<string | undefined>;
}

const Order = v.object({
  secret: v.string(),
  method: v.picklist(["get", "previous"]),
  fresh: v.boolean(),
  /** How often it is read at the same time. */
  times: v.optional(v.number(), 1),
});
const Intrusion = v.object({ address: v.string() });

const stores = { aws: SecretsManagerSecret, gcp: SecretManagerSecret, azure: KeyVaultSecret } as const;

/** Asks for a secret by where it is, whatever the function is linked to. */
async function intrude(request: Request, { cloud }: HttpContext): Promise<Response> {
  const { address } = await readJson(request, Intrusion);
  if (cloud === "cloudflare") return new Response("Nothing can be asked for a secret.", { status: 404 });
  const store = new stores[cloud](address);
  return Response.json(await reading(() => store.current()));
}

/**
 * What reads the secrets that it is told to, and shows its environment and what it was handed: `POST …/read`, `POST …/intrude`,
 * `GET …/environment`, `GET …/handed`.
 */
export function appOf(links: object): HttpApp {
  const named = new Map<string, Handed>(Object.entries(links));
  const instance = crypto.randomUUID();
  return {
    async fetch(request, context) {
      const { pathname } = new URL(request.url);
      if (pathname.endsWith("/environment")) return Response.json(process.env);
      if (pathname.endsWith("/handed")) return Response.json([...named.keys()].toSorted());
      if (pathname.endsWith("/intrude")) return intrude(request, context);
      if (!pathname.endsWith("/read")) return new Response("ready");
      const { secret, method, fresh, times } = await readJson(request, Order);
      const handed = named.get(secret);
      if (handed === undefined) return new Response(`${secret} is not linked`, { status: 404 });
      const results = Array.from({ length: times }, () => reading(() => handed[method]({ fresh })));
      return Response.json({ instance, results: await Promise.all(results) } satisfies InstanceAnswer);
    },
  };
}

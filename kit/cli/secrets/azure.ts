import * as v from "valibot";
import { readAnswer } from "../credentials/index.ts";
import { requireAttribute } from "../deployed.ts";
import type { SecretCloud } from "./contract.ts";

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret-versions/get-secret-versions */
const Page = v.object({
  value: v.array(
    v.object({ attributes: v.object({ enabled: v.optional(v.boolean(), true), created: v.optional(v.number(), 0) }) }),
  ),
  nextLink: v.nullish(v.string()),
});

const service = "Key Vault";
const version = "api-version=7.4";

/** The audience of Key Vault's tokens: https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses */
const resource = "https://vault.azure.net";

/**
 * A secret in a vault, by the vault's own API: the Resource Manager's is "intended for internal use in ARM deployments"
 * (https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets/create-or-update). Who may deploy may not do this by that alone.
 */
export const azure: SecretCloud = {
  async access(secret, doors) {
    const subscription = requireAttribute(secret, "scope").split("/").slice(0, 3).join("/");
    return doors.azure(subscription, { resource, url: new URL(requireAttribute(secret, "address")).origin });
  },
  open(secret, { send }) {
    const path = new URL(requireAttribute(secret, "address")).pathname;
    const scope = requireAttribute(secret, "scope");
    const whenDenied = `Have somebody who may assign roles run \`az role assignment create --role "Key Vault Secrets Officer" --assignee <you> --scope ${scope}\`. It takes some minutes.`;
    return {
      async status() {
        const created: number[] = [];
        for (let query: string = version; ; ) {
          const asked = { service, method: "GET", path: `${path}/versions?${query}`, isPatient: true, whenDenied };
          const { status, body } = await send({ ...asked, accepted: [404] });
          if (status === 404) return { isSet: false };
          const { value, nextLink } = readAnswer("Azure, Key Vault", body, Page);
          const enabled = value.filter(({ attributes }) => attributes.enabled);
          created.push(...enabled.map(({ attributes }) => attributes.created));
          if (!nextLink) break;
          query = new URL(nextLink).search.slice(1);
        }
        return created.length === 0 ? { isSet: false } : { isSet: true, since: Math.max(...created) * 1_000 };
      },
      // https://learn.microsoft.com/rest/api/keyvault/secrets/set-secret/set-secret
      async set(value) {
        const headers = { "content-type": "application/json" };
        const body = JSON.stringify({ value });
        const asked = { service, method: "PUT", path: `${path}?${version}`, headers, body, isPatient: true };
        await send({ ...asked, hidden: [value], whenDenied });
        return undefined;
      },
    };
  },
};

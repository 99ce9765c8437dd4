import * as v from "valibot";
import { type CloudAccess, readAnswer } from "../credentials/index.ts";
import { requireAttribute } from "../deployed.ts";
import type { DeployedSecret, SecretVault } from "./contract.ts";

/** https://developers.cloudflare.com/api/resources/secrets_store/subresources/stores/subresources/secrets/methods/get/ */
const Shown = v.object({ result: v.object({ status: v.string(), modified: v.string() }) });

const service = "secrets_store";
/** https://developers.cloudflare.com/secrets-store/access-control/ */
const whenDenied =
  "Use a token that may edit Secrets Store: https://developers.cloudflare.com/secrets-store/access-control/.";

/** A secret of the account's Secrets Store. */
export function openStored(secret: DeployedSecret, { send }: Pick<CloudAccess, "send">): SecretVault {
  const [account, store, id] = ["accountId", "storeId", "secretId"].map((name) => requireAttribute(secret, name));
  const path = `/accounts/${account}/secrets_store/stores/${store}/secrets/${id}`;
  const note = "in Secrets Store";
  return {
    async status() {
      const { status, body } = await send({
        service,
        method: "GET",
        path,
        isPatient: true,
        whenDenied,
        accepted: [404],
      });
      if (status === 404) return { isSet: false, note };
      const { result } = readAnswer("Cloudflare, Secrets Store", body, Shown);
      return { isSet: result.status === "active", since: Date.parse(result.modified), note };
    },
    // https://developers.cloudflare.com/api/resources/secrets_store/subresources/stores/subresources/secrets/methods/edit/
    async set(value) {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ value });
      await send({ service, method: "PATCH", path, headers, body, isPatient: true, hidden: [value], whenDenied });
      return note;
    },
  };
}

import * as v from "valibot";
import { FourfoldError, linkVariable } from "../../spec/index.ts";
import { readAnswer } from "../credentials/index.ts";
import { requireAttribute, titleOf } from "../deployed.ts";
import { openStored } from "./cloudflare-store.ts";
import type { SecretCloud } from "./contract.ts";

/** https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/secrets/methods/list/ */
const Listed = v.object({ result: v.array(v.object({ name: v.string() })) });

const service = "workers";
const whenDenied =
  "Use a token that may edit Workers Scripts: https://developers.cloudflare.com/fundamentals/api/reference/permissions/.";

const countOf = (workers: number): string => (workers === 1 ? "1 Worker" : `${workers} Workers`);

/** A secret of each Worker that reads it, or of the account's Secrets Store. */
export const cloudflare: SecretCloud = {
  access: async (secret, doors) => doors.cloudflare(requireAttribute(secret, "accountId")),
  open(secret, access) {
    // Empty where it is in the Workers.
    if (secret.attributes.storeId) return openStored(secret, access);
    const { send } = access;
    const { readers } = secret;
    const name = linkVariable(secret.name);
    const account = requireAttribute(secret, "accountId");
    const pathOf = (script: string) => `/accounts/${account}/workers/scripts/${script}/secrets`;
    const has = async (script: string): Promise<boolean> => {
      const asked = { service, method: "GET", path: pathOf(script), isPatient: true, whenDenied };
      const { result } = readAnswer("Cloudflare, workers", (await send(asked)).body, Listed);
      return result.some((one) => one.name === name);
    };
    return {
      async status() {
        const found = (await Promise.all(readers.map(has))).filter(Boolean).length;
        const note = readers.length === 0 ? "no Worker reads it" : `in ${found} of ${countOf(readers.length)}`;
        return { isSet: found > 0 && found === readers.length, note };
      },
      // https://developers.cloudflare.com/api/resources/workers/subresources/scripts/subresources/secrets/methods/update/
      async set(text) {
        if (readers.length === 0) {
          const what = "no Worker of the stack reads it, so there is nowhere to keep it.";
          const fix = "Link a function to it, deploy, and set it then.";
          throw new FourfoldError("ERR_USAGE", { where: `cloudflare: ${titleOf(secret)}`, what, fix });
        }
        const headers = { "content-type": "application/json" };
        const body = JSON.stringify({ name, type: "secret_text", text });
        for (const script of readers) {
          const asked = { service, method: "PUT", path: pathOf(script), headers, body, isPatient: true };
          await send({ ...asked, hidden: [text], whenDenied });
        }
        return `in ${countOf(readers.length)}`;
      },
    };
  },
};

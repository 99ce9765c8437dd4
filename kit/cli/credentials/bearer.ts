import type { ApiCall, CloudAccess } from "./contract.ts";
import { addressIn, askApi } from "./http.ts";

/** An identity that authenticates every request with a token. */
export interface Bearer {
  /** The vendor, as messages name it: `Azure`. */
  readonly vendor: string;
  readonly actor: string;
  readonly token: string;
  /** The address of a service. */
  addressOf(service: string): string;
}

/** Access to a vendor's APIs with a bearer token. https://www.rfc-editor.org/rfc/rfc6750 */
export function bearerAccess({ vendor, actor, token, addressOf }: Bearer): CloudAccess {
  return {
    actor,
    async send({ service, method, path, headers = {}, body, isPatient }: ApiCall) {
      const where = `${vendor}, ${service}`;
      const url = addressIn(where, addressOf(service), path);
      const authorized = { ...headers, authorization: `Bearer ${token}` };
      return askApi(where, { method, url, headers: authorized, body, isPatient });
    },
  };
}

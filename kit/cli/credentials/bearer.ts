import type { ApiCall, CloudAccess } from "./contract.ts";
import { addressIn, askApi } from "./http.ts";

/** Somebody who has proven who they are by a token that every request shows. */
export interface Bearer {
  /** Whose APIs, as messages name them: `Azure`. */
  readonly vendor: string;
  readonly actor: string;
  readonly token: string;
  /** Where a service is. */
  addressOf(service: string): string;
}

/** The APIs of a vendor, for whoever has a token. https://www.rfc-editor.org/rfc/rfc6750 */
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

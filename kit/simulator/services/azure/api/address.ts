import { CloudError } from "../../../contract.ts";

/** The parts of an address here: the name `shoppackages`, the service `blob`, and the rest of the path. */
export interface ApiAddress {
  readonly name: string;
  readonly service: string;
  /** Percent-decoded. */
  readonly segments: readonly string[];
}

/**
 * The address of a resource whose host name in the cloud begins with its name and its service:
 * `shoppackages.blob.core.windows.net` is `https://127.0.0.1:8999/shoppackages.blob/` here. Names come first in the path, as
 * in Microsoft's own emulator, because clients look for them there when a host is an IP address.
 * https://learn.microsoft.com/azure/storage/common/storage-connect-azurite#understand-the-http-connection-strings
 */
export function formatAddress(origin: string, name: string, service: string): string {
  return `${origin}/${name}.${service}/`;
}

/** Reads the path of such an address. @throws CloudError `InvalidUri` */
export function parsePath(path: string): ApiAddress {
  try {
    const [host = "", ...segments] = path.slice(1).split("/").map(decodeURIComponent);
    const [name = "", ...service] = host.split(".");
    return { name, service: service.join("."), segments };
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    // https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes
    throw new CloudError("InvalidUri", "The requested URI does not represent any resource on the server.");
  }
}

import type { Service, World } from "../../../contract.ts";
import type { ReadToken } from "../identity/index.ts";
import type { Api } from "./call.ts";
import { ApiEndpoint } from "./endpoint.ts";
import { callers, operations } from "./operations.ts";

export { type ApiAddress, formatAddress, parsePath } from "./address.ts";
export type { Api, ApiAnswer, ApiRequest } from "./call.ts";
export { element, type XmlContent, xmlDocument } from "./xml.ts";

/** A service that programs call through its data plane. */
export interface AzureService extends Service {
  readonly api?: Api;
}

export interface ApiService extends AzureService {
  /** Opens the endpoint, if it is not open already, and returns its address. */
  open(): Promise<string>;
}

/**
 * One endpoint for the data planes of all services. It is in the outputs of resources: what has a host name of its own in the
 * cloud is a path here.
 * @param apis - The data planes. Called for each request, since services need the endpoint's address themselves.
 */
export function apiService(world: World, readToken: ReadToken, apis: () => readonly Api[]): ApiService {
  const endpoint = new ApiEndpoint(world, readToken, apis);
  return { name: "API endpoint", types: [], operations, callers, open: () => endpoint.open() };
}

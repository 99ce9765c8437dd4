import * as v from "valibot";
import { type Cloud, isCloud } from "../../spec/index.ts";

/** One function's address: the one the cloud gives it, and where that is reached on this machine. */
export interface Address {
  readonly cloud: Cloud;
  /** The function's name in its set. */
  readonly name: string;
  /** The address as the stack's outputs have it: `https://shop.acme.workers.dev`. */
  readonly url: string;
  /** What answers it here: `http://127.0.0.1:4512`. */
  readonly local: string;
}

/** A public host name that stands for a local address. */
export interface HostMapping {
  readonly host?: string;
  readonly url: string;
}

/** Stack outputs with an address for each function of each cloud, as `FunctionSet.urls` is. */
const Outputs = v.object({ urls: v.record(v.string(), v.record(v.string(), v.pipe(v.string(), v.url()))) });

/**
 * The address on this machine of something that is deployed: names like `*.workers.dev` do not lead here.
 * A local address is taken as plain HTTP, which endpoints speak beside TLS with a certificate that nobody knows.
 */
export function localAddress(url: string, endpoints: readonly HostMapping[]): string {
  const { host, pathname } = new URL(url);
  const found = endpoints.find((endpoint) => endpoint.host === host || new URL(endpoint.url).host === host);
  return found === undefined ? url : `${new URL(found.url).origin}${pathname}`.replace(/\/$/, "");
}

/** The addresses among a stack's outputs: those in the output `urls`, by cloud and function. None where there is no such output. */
export function findAddresses(outputs: unknown, endpoints: readonly HostMapping[]): readonly Address[] {
  const result = v.safeParse(Outputs, outputs);
  if (!result.success) return [];
  return Object.entries(result.output.urls).flatMap(([cloud, urls]) => {
    if (!isCloud(cloud)) return [];
    return Object.entries(urls).map(([name, url]) => ({ cloud, name, url, local: localAddress(url, endpoints) }));
  });
}

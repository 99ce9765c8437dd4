import type { Endpoint } from "../../simulator/contract.ts";
import type { ServedAddress } from "../../simulator/state.ts";
import type { Cloud } from "../../spec/index.ts";
import { cloudOfType } from "../clouds.ts";
import { identify, nameOfOwner, type Owner } from "./owners.ts";

/** One address that a program has deployed: the one the cloud gives it, and where that is reached on this machine. */
export interface Address {
  readonly cloud: Cloud;
  /** What answers it, as the program calls it: `shop/api` for a function, `shop` for a set, otherwise the resource's name. */
  readonly name: string;
  /** With the host name that it has in the cloud: `https://shop.simulated.workers.dev`. */
  readonly url: string;
  /** What answers it here: `http://127.0.0.1:4512`. */
  readonly local: string;
}

/** A public host name that stands for a local address. */
export type HostMapping = Pick<Endpoint, "host" | "url">;

const withoutSlash = (url: string): string => url.replace(/\/$/, "");

/**
 * The addresses of a program among all that the simulated clouds serve, once each.
 * @param deployed to whom its resources belong, by {@link identify}
 */
export function addressesOf(
  deployed: ReadonlyMap<string, Owner>,
  served: readonly ServedAddress[],
): readonly Address[] {
  const found = new Map<string, Address>();
  for (const one of served) {
    const [owner, cloud] = [deployed.get(identify(one)), cloudOfType(one.type)];
    const [url, local] = [withoutSlash(one.url), withoutSlash(one.local)];
    if (owner?.isOpen !== true || cloud === undefined || found.has(local)) continue;
    const isHere = (other: string): boolean =>
      [url, local].some((known) => isSameHost(new URL(other).host, new URL(known).host));
    found.set(local, { cloud, name: nameOfOwner(owner, isHere), url, local });
  }
  return [...found.values()];
}

const workersDev = /^([^.]+)\..+\.workers\.dev$/;

/** A Worker's name stands before its account's subdomain, which every account chooses, and the simulated one has not. */
function isSameHost(host: string, other: string): boolean {
  const [worker, otherWorker] = [workersDev.exec(host)?.[1], workersDev.exec(other)?.[1]];
  return host === other || (worker !== undefined && worker === otherWorker);
}

/**
 * The address on this machine of something that is deployed: names like `*.workers.dev` do not lead here.
 * A local address is taken as plain HTTP, which endpoints speak beside TLS with a certificate that nobody knows.
 */
export function localAddress(url: string, endpoints: readonly HostMapping[]): string {
  const { host, pathname } = new URL(url);
  const found = endpoints.find(
    (endpoint) => isSameHost(host, endpoint.host ?? "") || new URL(endpoint.url).host === host,
  );
  return found === undefined ? url : withoutSlash(`${new URL(found.url).origin}${pathname}`);
}

/** A name that leads nowhere on this machine, and the address that does. */
export interface PublicName {
  readonly url: string;
  readonly local: string;
}

/**
 * The public names that a program speaks of in its outputs, otherwise those that the simulated clouds give.
 * Names that lead here anyway are left out.
 */
export function publicNames(
  outputs: unknown,
  addresses: readonly Address[],
  endpoints: readonly HostMapping[],
): readonly PublicName[] {
  const spoken = urlsIn(outputs).map((url) => ({ url: withoutSlash(url), local: localAddress(url, endpoints) }));
  const isSpoken = ({ local }: Address): boolean => spoken.some((one) => one.local === local);
  const names = [...spoken, ...addresses.filter((address) => !isSpoken(address))];
  const foreign = names.filter(({ url, local }) => new URL(url).host !== new URL(local).host);
  return [...new Map(foreign.map(({ url, local }) => [url, { url, local }])).values()];
}

/** Every address of the web in a value, at any depth. */
function urlsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return /^https?:\/\//.test(value) && URL.canParse(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(urlsIn) : [];
}

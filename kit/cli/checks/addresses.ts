import type { Endpoint } from "../../simulator/contract.ts";
import type { ServedAddress } from "../../simulator/state.ts";
import type { Cloud } from "../../spec/index.ts";
import { cloudOfType } from "../clouds.ts";
import { identify, nameOfOwner, type Owner } from "./owners.ts";

/** One address that a program has deployed: its address in the cloud, and the one on this machine. */
export interface Address {
  readonly cloud: Cloud;
  /** The name of what answers it: `shop/api` for a function, `shop` for a set, otherwise the resource's name. */
  readonly name: string;
  /** The address in the cloud: `https://shop.simulated.workers.dev`. */
  readonly url: string;
  /** The address on this machine: `http://127.0.0.1:4512`. */
  readonly local: string;
}

/** A public host name that stands for a local address. */
export type HostMapping = Pick<Endpoint, "host" | "url">;

const withoutSlash = (url: string): string => url.replace(/\/$/, "");

/**
 * The addresses of a program among all that the simulated clouds serve, each once.
 * @param deployed - The owners of its resources, by {@link identify}.
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

/** A Worker's name precedes its account's subdomain, which differs between a real account and the simulated one. */
function isSameHost(host: string, other: string): boolean {
  const [worker, otherWorker] = [workersDev.exec(host)?.[1], workersDev.exec(other)?.[1]];
  return host === other || (worker !== undefined && worker === otherWorker);
}

/**
 * The address on this machine of something that is deployed: names like `*.workers.dev` do not lead here.
 * Local addresses use plain HTTP, which endpoints support besides TLS with a certificate that nothing trusts.
 */
export function localAddress(url: string, endpoints: readonly HostMapping[]): string {
  const { host, pathname } = new URL(url);
  const found = endpoints.find(
    (endpoint) => isSameHost(host, endpoint.host ?? "") || new URL(endpoint.url).host === host,
  );
  return found === undefined ? url : withoutSlash(`${new URL(found.url).origin}${pathname}`);
}

/** A public name that does not lead to this machine, and the local address that does. */
export interface PublicName {
  readonly url: string;
  readonly local: string;
}

/**
 * The public names in a program's outputs, or else those that the simulated clouds give.
 * Names that lead here anyway are omitted.
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

/** All URLs in a value, at any depth. */
function urlsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return /^https?:\/\//.test(value) && URL.canParse(value) ? [value] : [];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(urlsIn) : [];
}

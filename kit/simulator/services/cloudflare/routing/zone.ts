import { isRecord, requiredText } from "../../../contract/read.ts";
import type { Properties, ResourceType, World } from "../../../contract.ts";
import { inert, matches, oneOf, simulated } from "../../rules.ts";
import { idOf, idRule, timeOf } from "../ids.ts";
import { zoneToken } from "../tokens.ts";

/** Outputs that are the same for every zone. */
const zoneDefaults = {
  ...{ status: "active", type: "full", paused: false, developmentMode: 0, cnameSuffix: "cdn.cloudflare.net" },
  ...{ nameServers: ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"], vanityNameServers: [], permissions: [] },
  ...{ originalDnshost: "", originalNameServers: [], originalRegistrar: "", verificationKey: "" },
  ...{ meta: {}, owner: {}, plan: {}, tenant: {}, tenantUnit: {} },
} as const;

const page = "https://developers.cloudflare.com/api/resources/zones/methods/create/";

/** A domain on Cloudflare. https://developers.cloudflare.com/api/resources/zones/ */
export const zoneType: ResourceType = {
  token: zoneToken,
  source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/zone/",
  replaceOn: ["name", "account"],
  properties: {
    ...simulated("account.id", "name"),
    ...inert("DNS is not simulated: host names lead to local addresses.", "type", "paused", "vanityNameServers"),
  },
  constraints: [
    idRule("account.id"),
    matches("name", /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u, "must be a domain name", page, "example"),
    oneOf("type", ["full", "partial", "secondary", "internal"], page, "public"),
  ],
  example: { account: { id: "0123456789abcdef0123456789abcdef" }, name: "example.com" },
  once: { activatedOn: (_request, world) => timeOf(world), createdOn: (_request, world) => timeOf(world) },
  id: ({ inputs }) => zoneIdOf(requiredText(inputs, "name")),
  defaults: zoneDefaults,
  outputs({ inputs }, world) {
    rememberZone(requiredText(inputs, "name"), world);
    return { ...accountOf(inputs), modifiedOn: timeOf(world) };
  },
};

export function zoneIdOf(name: string): string {
  return idOf("zone", name);
}

/** Stores a zone's name under its id, and returns the id. */
export function rememberZone(name: string, world: World): string {
  const id = zoneIdOf(name);
  world.store.putValue(zoneValue(id), name);
  return id;
}

/** The name of a zone. `undefined` for an unknown id: a zone that exists outside the simulator. */
export function zoneName(id: string, world: World): string | undefined {
  return world.store.getValue(zoneValue(id));
}

function zoneValue(id: string): string {
  return `cloudflare/zone/${id}`;
}

/** The result of `getZone`, for deployed and other zones. */
export function foundZone(name: string, world: World): Properties {
  const time = timeOf(world);
  return { ...zoneDefaults, ...accountOf({}), name, activatedOn: time, createdOn: time, modifiedOn: time };
}

function accountOf({ account }: Properties): Properties {
  return { account: { name: "simulated", ...(isRecord(account) ? account : { id: idOf("account") }) } };
}

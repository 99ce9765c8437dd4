import type { Properties, ResourceType, World } from "../../../contract.ts";
import { isRecord, requiredText, textAt } from "../../read.ts";
import { idOf, idPattern } from "../account.ts";
import { zoneToken } from "../tokens.ts";

const types = ["full", "partial", "secondary", "internal"];

/** A domain on Cloudflare. https://developers.cloudflare.com/api/resources/zones/ */
export const zoneType: ResourceType = {
  token: zoneToken,
  source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/zone/",
  replaceOn: ["name", "account"],
  properties: {
    "account.id": "simulated",
    name: "simulated",
    type: { inert: "There is no DNS: host names lead to local addresses." },
    paused: { inert: "There is no DNS: host names lead to local addresses." },
    vanityNameServers: { inert: "There is no DNS: host names lead to local addresses." },
  },
  constraints: [
    {
      property: "account.id",
      rule: "must have 32 hexadecimal digits",
      source: "https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/",
      accepts: (value) => typeof value === "string" && idPattern.test(value),
      refused: { account: { id: "shop" } },
    },
    {
      property: "name",
      rule: "must be a domain name",
      source: "https://developers.cloudflare.com/api/resources/zones/methods/create/",
      accepts: (value) => typeof value === "string" && /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(value),
      refused: { name: "example" },
    },
    {
      property: "type",
      rule: `must be one of ${types.join(", ")}`,
      source: "https://developers.cloudflare.com/api/resources/zones/methods/create/",
      accepts: (value) => types.includes(String(value)),
      refused: { type: "public" },
    },
  ],
  example: { account: { id: "0123456789abcdef0123456789abcdef" }, name: "example.com" },
  create({ inputs }, world) {
    const name = requiredText(inputs, "name");
    return { id: rememberZone(name, world), outputs: zoneOutputs(name, inputs, world) };
  },
  update({ inputs }, { outputs: { activatedOn, createdOn } }, world) {
    return { ...zoneOutputs(requiredText(inputs, "name"), inputs, world), activatedOn, createdOn };
  },
};

export function zoneIdOf(name: string): string {
  return idOf("zone", name);
}

/** Keeps a zone's name, so that its id can be turned back into it. Answers the id. */
export function rememberZone(name: string, world: World): string {
  const id = zoneIdOf(name);
  world.store.putValue(zoneValue(id), name);
  return id;
}

/** The name of a zone. `undefined` for an id from elsewhere: a zone that exists, but is not known here. */
export function zoneName(id: string, world: World): string | undefined {
  return world.store.getValue(zoneValue(id));
}

function zoneValue(id: string): string {
  return `cloudflare/zone/${id}`;
}

/** What the resource and `getZone` answer alike. */
export function zoneOutputs(name: string, inputs: Properties, world: World): Properties {
  const time = new Date(world.clock.now()).toISOString();
  const account = isRecord(inputs.account) ? inputs.account : { id: idOf("account") };
  return {
    account: { name: "simulated", ...account },
    name,
    status: "active",
    type: textAt(inputs, "type") ?? "full",
    paused: inputs.paused ?? false,
    nameServers: ["ada.ns.cloudflare.com", "bob.ns.cloudflare.com"],
    activatedOn: time,
    createdOn: time,
    modifiedOn: time,
    developmentMode: 0,
    cnameSuffix: "cdn.cloudflare.net",
    originalDnshost: "",
    originalNameServers: [],
    originalRegistrar: "",
    permissions: [],
    vanityNameServers: inputs.vanityNameServers ?? [],
    verificationKey: "",
    meta: {},
    owner: {},
    plan: {},
    tenant: {},
    tenantUnit: {},
  };
}

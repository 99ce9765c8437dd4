import type { PackageServices, ProviderKind, ResourceType } from "../../../kit/simulator/contract.ts";
import type { CheckContext } from "../../../kit/simulator/control/check/index.ts";
import type { PackageSchema } from "../../../kit/simulator/control/check/schema.ts";
import type { Provider } from "../../../kit/simulator/control/protocol.ts";
import { SimulatedProvider } from "../../../kit/simulator/control/provider.ts";
import { together } from "../../../kit/simulator/services/load.ts";
import { type OwnedWorld, openWorld } from "../../../kit/simulator/world.ts";

const token = "aws:test/thing:Thing";

/** A type of resource that has one property for each thing the control plane does. */
export const thing: ResourceType = {
  token,
  source: "https://vendor.example/thing",
  naming: {
    property: "name",
    max: 20,
    min: 3,
    pattern: /^[a-z][a-z0-9-]*$/,
    refused: ["1st"],
    source: "https://vendor.example/names",
  },
  replaceOn: ["name", "network.zone"],
  properties: {
    name: "simulated",
    size: "simulated",
    mode: "simulated",
    code: "simulated",
    list: "simulated",
    tags: "simulated",
    network: "simulated",
    "network.mtu": { inert: "Nothing is sent over a wire." },
    note: { inert: "Nobody reads it." },
  },
  constraints: [
    {
      property: "size",
      rule: "must be at most `limit`, or 100",
      source: "https://vendor.example/limits",
      accepts: (size, { limit }) => typeof size === "number" && size <= (typeof limit === "number" ? limit : 100),
      refused: { size: 101 },
    },
    {
      property: "list.port",
      rule: "must be below 65,536",
      source: "https://vendor.example/ports",
      accepts: (port) => typeof port === "number" && port < 65_536,
      refused: { list: [{ port: 65_536 }] },
    },
  ],
  example: { size: 1 },
  id: ({ inputs }) => `id-${inputs.name}`,
  outputs: ({ inputs }) => ({ address: `${inputs.name}.vendor.example` }),
};

export const schema: PackageSchema = {
  sdk: "@pulumi/aws",
  version: "1.2.3",
  types: {
    [token]: {
      inputs: {
        name: { type: "string" },
        size: { type: "number", required: true },
        mode: { type: "string", enum: ["fast", "slow"] },
        code: { type: "asset" },
        list: { type: "array", items: { ref: "Item" } },
        tags: { type: "map", items: { type: "string" } },
        network: { ref: "Network" },
        policy: { anyOf: [{ type: "string" }, { ref: "Network" }] },
        limit: { type: "number" },
        note: { type: "string" },
        secretive: { type: "string" },
      },
      outputs: ["address"],
      secretOutputs: [],
    },
  },
  provider: {
    region: { type: "string" },
    retries: { type: "number" },
    network: { ref: "Network" },
    note: { type: "string" },
    secretive: { type: "string" },
  },
  functions: { "aws:test/where:where": { name: { type: "string", required: true }, limit: { type: "number" } } },
  shapes: {
    Item: { port: { type: "number", required: true } },
    Network: { zone: { type: "string", required: true }, mtu: { type: "number" } },
  },
};

export interface FakeCloud {
  readonly world: OwnedWorld;
  readonly services: PackageServices;
  readonly context: CheckContext;
  /** What happened to resources, in order. */
  readonly events: readonly string[];
  configure(configuration?: { readonly region?: string; readonly strict?: boolean }): Provider;
}

/** A cloud with one type, in memory. @param changes - What is different about the type. */
export function createFakeCloud(
  changes: Partial<ResourceType> = {},
  live = true,
  kind: ProviderKind = "bridged",
): FakeCloud {
  const world = openWorld({ data: ":memory:", live });
  const events: string[] = [];
  const type: ResourceType = {
    ...thing,
    apply: ({ id }) => void events.push(`apply ${id}`),
    remove: ({ id }) => void events.push(`remove ${id}`),
    ...changes,
  };
  const services = { ...createServices(type), kind };
  const context = {
    package: "aws",
    schemas: () => schema,
    strict: false,
    root: "/",
    roots: new Map<string, string>(),
    now: () => world.clock.now(),
  } as const;
  return {
    ...{ world, events, services, context },
    configure: ({ region = "north", strict = false } = {}) =>
      new SimulatedProvider(services, world, { ...context, strict }, { region }),
  };
}

function createServices(type: ResourceType): PackageServices {
  return together({
    package: "aws",
    kind: "bridged",
    configuration: {
      source: "https://vendor.example/provider",
      properties: {
        region: "simulated",
        retries: { inert: "nothing is tried again" },
        "network.zone": "simulated",
        note: { inert: "Nobody reads it." },
      },
    },
    scope: ({ region }) => ({ account: "1", region: String(region) }),
    services: [
      {
        name: "Tests",
        types: [type],
        invokes: { "aws:test/where:where": (args, scope) => ({ ...args, region: scope.region }) },
      },
    ],
  });
}

export function urnOf(name: string): string {
  return `urn:pulumi:dev::project::${token}::${name}`;
}

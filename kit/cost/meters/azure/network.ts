import { hoursPerMonth } from "../../prices/allowances.ts";
import { UnreadableInput } from "../../resources/inputs.ts";
import type { MeteredType, Reading } from "../contract.ts";
import { noPrice } from "../no-price.ts";

/** The same in all meters of a type: `undefined` where it is the one that the book has. */
function check({ inputs }: Reading, expected: Readonly<Record<string, string>>): void {
  for (const [property, value] of Object.entries(expected)) {
    const said = inputs.text(property, value);
    if (said !== value) throw noPrice(property, said);
  }
}

export const natGateway: MeteredType = {
  type: "azure-native:network:NatGateway",
  source: "https://azure.microsoft.com/pricing/details/azure-nat-gateway/",
  meters: [
    {
      price(reading) {
        check(reading, { "sku.name": "Standard" });
        return "azure.natgateway.hours";
      },
      quantity: () => hoursPerMonth,
    },
    { price: "azure.natgateway.data", quantity: ({ use }) => use("egress") },
  ],
};

/** What an address is if nobody says, of each property that its price depends on. */
const standardAddress = {
  "sku.name": "Standard",
  "sku.tier": "Regional",
  publicIPAddressVersion: "IPv4",
  publicIPAllocationMethod: "Static",
};

export const publicAddress: MeteredType = {
  type: "azure-native:network:PublicIPAddress",
  source: "https://azure.microsoft.com/pricing/details/ip-addresses/",
  meters: [
    {
      price(reading) {
        // Without a SKU it is a Basic one, which Azure no longer has: https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-basic-upgrade-guidance
        if (!reading.inputs.has("sku.name")) throw noPrice("sku.name", "");
        check(reading, standardAddress);
        return "azure.publicip.standard";
      },
      quantity: () => hoursPerMonth,
    },
  ],
};

/** Capacity units that an instance has, and Mbit/s of each: https://learn.microsoft.com/azure/application-gateway/understanding-pricing */
const unitsOfInstance = 10;
const megabitsOfUnit = 2.22;

/** What is reserved by instances, or needed on average for what is sent. */
function capacityUnits({ inputs, use }: Reading): number {
  const reserved = inputs.has("autoscaleConfiguration")
    ? inputs.number("autoscaleConfiguration.minCapacity", 0)
    : inputs.number("sku.capacity", 0);
  const megabits = (use("egress") * 8 * 1_024) / (hoursPerMonth * 3_600);
  return Math.max(reserved * unitsOfInstance, megabits / megabitsOfUnit);
}

/** @throws UnreadableInput when the book has no price for its tier */
const standardV2 =
  (id: string) =>
  ({ inputs }: Reading): string => {
    const tier = inputs.text("sku.tier");
    if (tier !== "Standard_v2") throw noPrice("sku.tier", tier);
    return id;
  };

export const applicationGateway: MeteredType = {
  type: "azure-native:network:ApplicationGateway",
  source: "https://azure.microsoft.com/pricing/details/application-gateway/",
  meters: [
    { price: standardV2("azure.applicationgateway.hours"), quantity: () => hoursPerMonth },
    {
      price: standardV2("azure.applicationgateway.units"),
      quantity: (reading) => capacityUnits(reading) * hoursPerMonth,
    },
  ],
};

/** As in the ids of prices. */
const frontDoorTiers: Readonly<Record<string, string>> = {
  Standard_AzureFrontDoor: "standard",
  Premium_AzureFrontDoor: "premium",
};

/** @throws UnreadableInput when the book has no price for its tier */
const frontDoor =
  (what: string) =>
  ({ inputs }: Reading): string => {
    const tier = frontDoorTiers[inputs.text("sku.name")];
    if (tier === undefined) throw noPrice("sku.name", inputs.text("sku.name"));
    return `azure.frontdoor.${tier}.${what}`;
  };

/** Its rules, rule sets and firewall policies are free: https://learn.microsoft.com/azure/frontdoor/understanding-pricing */
export const frontDoorProfile: MeteredType = {
  type: "azure-native:cdn:Profile",
  source: "https://azure.microsoft.com/pricing/details/frontdoor/",
  meters: [
    { price: frontDoor("base"), quantity: () => 1 },
    { price: frontDoor("requests"), quantity: ({ use }) => use("requests") },
    { price: frontDoor("egress"), quantity: ({ use }) => use("egress") },
    {
      price: "azure.frontdoor.origin",
      quantity: ({ use }) => (use("requests") * use("requestSize")) / 1_024 ** 2,
    },
  ],
};

/** What the Standard plan sends in a month without a further charge, in GB: https://azure.microsoft.com/pricing/details/app-service/static/ */
const includedEgress = 100;

export const staticSite: MeteredType = {
  type: "azure-native:web:StaticSite",
  source: "https://azure.microsoft.com/pricing/details/app-service/static/",
  meters: [
    {
      price({ inputs, use }) {
        const plan = inputs.text("sku.name", "Free");
        if (plan === "Free") return undefined;
        if (plan !== "Standard") throw noPrice("sku.name", plan);
        if (use("egress") > includedEgress)
          throw new UnreadableInput("egress", `is above ${includedEgress} GB, for which the book has no price`);
        return "azure.staticwebapps.standard";
      },
      quantity: () => 1,
    },
  ],
};

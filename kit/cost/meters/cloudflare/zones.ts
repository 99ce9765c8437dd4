import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Meter, MeteredType } from "../contract.ts";

/** The suffix of a price's id by how often it is paid. */
const frequencies: ReadonlyMap<string, string> = new Map([
  ["monthly", ""],
  ["yearly", ".yearly"],
]);

/** The price of a zone's plan. @throws UnreadableInput for a contract's */
function planOf(inputs: Inputs): string | undefined {
  const plan = inputs.text("ratePlan.id", "free");
  if (plan === "free") return undefined;
  if (plan !== "pro" && plan !== "business") {
    throw new UnreadableInput("ratePlan.id", `is "${plan}", which has no price in the book`);
  }
  const frequency = inputs.text("frequency", "monthly");
  const suffix = frequencies.get(frequency);
  if (suffix !== undefined) return `cloudflare.zone.${plan}${suffix}`;
  throw new UnreadableInput("frequency", `is "${frequency}", which has no price in the book`);
}

export const zoneSubscription: MeteredType = {
  type: "cloudflare:index/zoneSubscription:ZoneSubscription",
  source: "https://www.cloudflare.com/plans/",
  meters: [{ price: ({ inputs }) => planOf(inputs), quantity: () => 1 }],
};

const reserved = (what: string, quantity: Meter["quantity"]): Meter => ({
  price: ({ inputs }) => (inputs.text("value", "off") === "on" ? `cloudflare.cachereserve.${what}` : undefined),
  quantity,
});

export const zoneCacheReserve: MeteredType = {
  type: "cloudflare:index/zoneCacheReserve:ZoneCacheReserve",
  source: "https://developers.cloudflare.com/cache/advanced-configuration/cache-reserve/#pricing",
  meters: [
    reserved("storage", ({ use }) => use("storage")),
    reserved("class-a", ({ use }) => use("writes")),
    reserved("class-b", ({ use }) => use("reads")),
  ],
};

import type { Inputs } from "../../../resources/inputs.ts";
import type { Meter, MeteredType } from "../../contract.ts";
import { only } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";

/** The suffix of a price's id by how often it is paid. */
const frequencies: ReadonlyMap<string, string> = new Map([
  ["monthly", ""],
  ["yearly", ".yearly"],
]);

/** The price of a zone's plan. */
function planOf(inputs: Inputs): string | undefined {
  const plan = inputs.text("ratePlan.id", "free");
  if (plan === "free") return undefined;
  return `cloudflare.zone.${plan}${frequencies.get(inputs.text("frequency", "monthly"))}`;
}

export const zoneSubscription: MeteredType = {
  type: "cloudflare:index/zoneSubscription:ZoneSubscription",
  source: "https://www.cloudflare.com/plans/",
  // Contracts have prices of their own.
  guards: { "ratePlan.id": only("free", "pro", "business"), frequency: only("monthly", "yearly") },
  meters: [{ price: ({ inputs }) => planOf(inputs), quantity: () => 1 }],
};

const reserved = (what: string, quantity: Meter["quantity"]): Meter =>
  onlyWhere(({ inputs }) => inputs.text("value", "off") === "on", {
    price: `cloudflare.cachereserve.${what}`,
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

import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { MeteredType, Reading } from "../../contract.ts";
import { forwardingRules } from "./load-balancing.ts";

/** Internal addresses, those of version 6, and what forwarding rules use, cost nothing: https://cloud.google.com/vpc/network-pricing#ipaddress */
function isPaid({ inputs, users }: Reading): boolean {
  const isExternal = inputs.text("addressType", "EXTERNAL") === "EXTERNAL" && inputs.text("ipVersion") !== "IPV6";
  return isExternal && forwardingRules.every(({ type }) => users(type, "ipAddress").length === 0);
}

const addressOf = (type: string): MeteredType => ({
  type,
  source: "https://cloud.google.com/vpc/network-pricing",
  meters: [
    { price: (reading) => (isPaid(reading) ? "gcp.address.external" : undefined), quantity: () => hoursPerMonth },
  ],
});

export const addresses: readonly MeteredType[] = [
  addressOf("gcp:compute/address:Address"),
  addressOf("gcp:compute/globalAddress:GlobalAddress"),
];

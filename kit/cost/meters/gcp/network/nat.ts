import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { MeteredType, Reading } from "../../contract.ts";

/** A gateway is paid for by the instances that use it, up to as many. */
const mostInstances = 32;

const isLarge = ({ use }: Reading): boolean => use("instanceHours") > mostInstances * hoursPerMonth;

/** Whether the gateway takes addresses itself. Those that it is given are resources of their own. */
const takesAddresses = (inputs: Inputs): boolean =>
  inputs.text("type", "PUBLIC") === "PUBLIC" && inputs.text("natIpAllocateOption", "AUTO_ONLY") === "AUTO_ONLY";

export const routerNat: MeteredType = {
  type: "gcp:compute/routerNat:RouterNat",
  source: "https://cloud.google.com/nat/pricing",
  meters: [
    {
      price: (reading) => (isLarge(reading) ? "gcp.nat.hours" : "gcp.nat.instances"),
      quantity: (reading) => (isLarge(reading) ? hoursPerMonth : reading.use("instanceHours")),
    },
    { price: "gcp.nat.data", quantity: ({ use }) => use("egress") },
    {
      price: ({ inputs }) => (takesAddresses(inputs) ? "gcp.address.external" : undefined),
      quantity: () => hoursPerMonth,
    },
  ],
};

import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { MeteredType, Reading } from "../../contract.ts";
import { only } from "../../guards.ts";
import { sent } from "./egress.ts";

const source = "https://aws.amazon.com/vpc/pricing/";

const isPublic = ({ inputs }: Reading): boolean => inputs.text("connectivityType", "public") === "public";

/** Data is paid for twice: as what it passes on, and as what is sent to the internet. Its address is an `Eip`. */
export const natGateway: MeteredType = {
  type: "aws:ec2/natGateway:NatGateway",
  source,
  // A regional one is paid for once for each zone that it is in, of which it decides itself.
  guards: { availabilityMode: only("zonal") },
  meters: [
    { price: "aws.natgateway.hours", quantity: () => hoursPerMonth },
    { price: "aws.natgateway.data", quantity: ({ use }) => use("egress") },
    { price: (reading) => (isPublic(reading) ? "aws.egress" : undefined), quantity: sent.quantity },
  ],
};

/** Whether it is used or not. Addresses that a team brings along are free. */
export const elasticIp: MeteredType = {
  type: "aws:ec2/eip:Eip",
  source,
  meters: [
    {
      price: ({ inputs }) => (inputs.text("publicIpv4Pool", "amazon") === "amazon" ? "aws.ipv4.addresses" : undefined),
      quantity: () => hoursPerMonth,
    },
  ],
};

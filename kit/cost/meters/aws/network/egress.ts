import type { Meter, Reading } from "../../contract.ts";
import { onlyWhere } from "../../only-where.ts";
import { gigabytes } from "../units.ts";

/** What CloudFront fetches from other services of AWS is free: https://aws.amazon.com/cloudfront/pricing/ */
const isOriginOfCdn = ({ users }: Reading): boolean =>
  users("aws:cloudfront/distribution:Distribution", "origins").length > 0;

/** What is sent to the internet, however much it is: https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer */
const egressOf = (quantity: Meter["quantity"]): Meter =>
  onlyWhere((reading) => !isOriginOfCdn(reading), { price: "aws.egress", quantity });

/** The responses that are sent to the internet. */
export const responses: Meter = egressOf(({ use }) => gigabytes(use("requests") * use("responseSize")));

/** What is sent to the internet, as somebody has said. */
export const sent: Meter = egressOf(({ use }) => use("egress"));

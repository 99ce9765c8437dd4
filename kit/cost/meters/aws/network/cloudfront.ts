import type { Inputs } from "../../../resources/inputs.ts";
import type { Meter, MeteredType, Reading } from "../../contract.ts";
import { notWhere, unsaid } from "../../guards.ts";
import { gigabytes } from "../units.ts";

/** How paths are served: the default, of which there is one, and others. */
const behaviorsOf = ({ inputs }: Reading): readonly Inputs[] => inputs.list("orderedCacheBehaviors");

/** What behaviors have in a list: the default one, and the others. */
const associated = (reading: Reading, property: string): readonly Inputs[] => [
  ...reading.inputs.list(`defaultCacheBehavior.${property}`),
  ...behaviorsOf(reading).flatMap((behavior) => behavior.list(property)),
];

/** The functions that a request runs at most: those of the default, or those of the other behavior that has the most. */
const functionsOf = (reading: Reading): number =>
  Math.max(
    reading.inputs.list("defaultCacheBehavior.functionAssociations").length,
    ...behaviorsOf(reading).map((behavior) => behavior.list("functionAssociations").length),
  );

const requests: Meter["quantity"] = ({ use }) => use("requests");

/** For viewers in Europe, whose requests cost a fifth more than those in North America. */
const meters: readonly Meter[] = [
  { price: "aws.cloudfront.https.eu", quantity: requests },
  { price: "aws.cloudfront.egress", quantity: ({ use }) => gigabytes(use("requests") * use("responseSize")) },
  { price: "aws.cloudfront.origin", quantity: ({ use }) => gigabytes(use("requests") * use("requestSize")) },
  {
    price: "aws.cloudfront.functions",
    quantity: (reading) => reading.use("requests") * functionsOf(reading),
  },
];

const hasRealtimeLogs = (reading: Reading): boolean =>
  [reading.inputs.text("defaultCacheBehavior.realtimeLogConfigArn")]
    .concat(behaviorsOf(reading).map((behavior) => behavior.text("realtimeLogConfigArn")))
    .some((arn) => arn !== "");

export const distribution: MeteredType = {
  type: "aws:cloudfront/distribution:Distribution",
  source: "https://aws.amazon.com/cloudfront/pricing/",
  guards: {
    anycastIpListId: unsaid,
    origins: notWhere(({ inputs }, property) => inputs.list(property).some((one) => one.flag("originShield.enabled"))),
    lambdaFunctionAssociations: notWhere((reading, property) => associated(reading, property).length > 0),
    realtimeLogConfigArn: notWhere(hasRealtimeLogs),
  },
  meters,
};

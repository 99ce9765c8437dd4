import { recordAt, textAt } from "../../../contract/read.ts";
import type { Constraint, Properties } from "../../../contract.ts";
import { invalid } from "./errors.ts";

export const ttlRule: Constraint = {
  property: "ttl",
  rule: "must name an attribute when it is enabled",
  source: "https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TimeToLiveSpecification.html",
  accepts: (value) => recordAt(value).enabled !== true || (textAt(value, "attributeName") ?? "") !== "",
  refused: [{ ttl: { enabled: true } }, { ttl: { enabled: true, attributeName: "" } }],
};

/**
 * The attribute that says when items expire must be named to turn expiry off, and cannot be exchanged for another one before that.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 */
export function requireSameExpiry({ ttl: deployed }: Properties, { ttl: wanted }: Properties): void {
  const current = textAt(deployed, "attributeName") ?? "";
  const asked = textAt(wanted, "attributeName") ?? "";
  if (recordAt(deployed).enabled !== true || wanted === undefined || asked === current) return;
  if (asked !== "") {
    throw invalid(`TimeToLive is active on a different AttributeName: current AttributeName is ${current}`);
  }
  const rule = "failed to satisfy constraint: Member must have length greater than or equal to 1";
  throw invalid(`1 validation error detected: Value '' at 'timeToLiveSpecification.attributeName' ${rule}`);
}

/** What DynamoDB says of expiry: it names no attribute while it is off. */
export const expiryOf = ({ ttl }: Properties): Properties =>
  ttl === undefined || recordAt(ttl).enabled === true ? {} : { ttl: { attributeName: "", enabled: false } };

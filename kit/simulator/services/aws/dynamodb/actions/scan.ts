import { createHash } from "node:crypto";
import type { Properties } from "../../../../contract.ts";
import { isWhole } from "../../../rules.ts";
import { invalid } from "../errors.ts";
import { holds, readCondition } from "../expressions/conditions.ts";
import { readExpressions } from "../expressions/placeholders.ts";
import { readProjection } from "../expressions/projections.ts";
import { compareOrders, orderOf, orderText } from "../keys.ts";
import type { Item } from "../values/value.ts";
import type { Action, Work } from "../work.ts";
import { answerWith, pageMembers, type QueryTarget, startOf, targetOf } from "./pages.ts";

/** A part of a table that one of several workers scans, from 0 on. */
interface Segment {
  readonly at: number;
  readonly of: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html#DDB-Scan-request-TotalSegments */
const mostSegments = 1_000_000;

/** @throws CloudError `ValidationException` */
function segmentOf({ input: { Segment, TotalSegments } }: Work): Segment {
  if (Segment === undefined && TotalSegments === undefined) return { at: 0, of: 1 };
  const missing = Segment === undefined ? "Segment" : TotalSegments === undefined ? "TotalSegments" : undefined;
  if (missing !== undefined) {
    const present = missing === "Segment" ? "TotalSegments" : "Segment";
    throw invalid(
      `The ${missing} parameter is required but was not present in the request when parameter ${present} is present`,
    );
  }
  if (!isWhole(TotalSegments, 1, mostSegments)) throw outOfRange("totalSegments", TotalSegments, 1, mostSegments);
  if (!isWhole(Segment, 0, mostSegments - 1)) throw outOfRange("segment", Segment, 0, mostSegments - 1);
  const [at, of] = [Number(Segment), Number(TotalSegments)];
  if (at < of) return { at, of };
  const found = `Segment: ${at} is not less than TotalSegments: ${of}`;
  throw invalid(`The Segment parameter is zero-based and must be less than parameter TotalSegments: ${found}`);
}

function outOfRange(member: string, value: unknown, least: number, most: number): Error {
  const rule = `Member must have value from ${least} to ${most}`;
  return invalid(`1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`);
}

/** The number that an item's partition has for the service, which keeps partitions apart and in the order of their numbers. */
function hashOf({ keys }: QueryTarget, item: Item): string {
  return createHash("md5").update(orderText(item[keys.hash.name])).digest("hex");
}

/** Segments are ranges of hashes of the same size. */
function isIn({ at, of }: Segment, hash: string): boolean {
  return Math.floor((Number.parseInt(hash.slice(0, 8), 16) / 2 ** 32) * of) === at;
}

/** Where an item stands among all: items of one partition are together and in order, partitions are in no order that means anything. */
function positionOf(target: QueryTarget, item: Item): readonly string[] {
  const name = orderText(item[target.keys.hash.name]);
  return [hashOf(target, item), name, ...orderOf(target.table, target.keys, item)];
}

/** Where the page begins. @throws CloudError when the segment does not have it. */
function startPosition(work: Work, target: QueryTarget, segment: Segment): readonly string[] | undefined {
  const start = startOf(work, target);
  if (start === undefined || isIn(segment, hashOf(target, start))) return start && positionOf(target, start);
  const asked = `TotalSegments: ${segment.of} Segment: ${segment.at}`;
  const reason = `Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. ${asked}`;
  throw invalid(`The provided starting key is invalid: ${reason}`);
}

function scan(work: Work): Properties {
  const { input, documents, indexes } = work;
  const target = targetOf(work, "Scan");
  const { condition, projection } = readExpressions(input, (placeholders) => ({
    condition: readCondition(input, "FilterExpression", placeholders),
    projection: readProjection(input, placeholders),
  }));
  const segment = segmentOf(work);
  const start = startPosition(work, target, segment);
  const { table, keys, isIndex } = target;
  const items = (isIndex ? indexes.all(table, keys) : documents.all(table.arn))
    .flatMap(({ content: { item } }) => (item === undefined ? [] : [{ item, position: positionOf(target, item) }]))
    .filter(({ position: [hash = ""] }) => isIn(segment, hash))
    .filter(({ position }) => start === undefined || compareOrders(position, start) > 0)
    .sort((one, other) => compareOrders(one.position, other.position))
    .map(({ item }) => item);
  const filter = (item: Item): boolean => condition === undefined || holds(condition, item);
  return answerWith(work, target, items, { filter, projection });
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html */
export const scanActions: Readonly<Record<string, Action>> = {
  Scan: { takes: [...pageMembers, "Segment", "TotalSegments"], run: scan },
};

import { isRecord, parseJson } from "../../../contract/read.ts";
import { type Condition, parseCondition } from "./filter-conditions.ts";
import type { Values } from "./message.ts";

/** Whether a subscription accepts a message. */
export type Filter = (values: Values) => boolean;

export type ParsedFilter =
  | { readonly kind: "filter"; readonly accepts: Filter }
  /** Valid in SNS, but not simulated. */
  | { readonly kind: "unsupported" }
  | { readonly kind: "wrong" };

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const quotas = { keys: 5, combinations: 150, size: 256 * 1_024 } as const;

/** A policy, or one of the alternatives in it. */
interface Part {
  readonly accepts: Filter;
  readonly keys: number;
  /** The product of the numbers of conditions. */
  readonly combinations: number;
}

/** Only thrown within this file. */
class Unusable extends Error {
  readonly kind: "unsupported" | "wrong";
  constructor(kind: "unsupported" | "wrong") {
    super(kind);
    this.kind = kind;
  }
}

/** Parses a filter policy for attributes, which is JSON text. https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
export function parseFilter(text: string): ParsedFilter {
  if (Buffer.byteLength(text) > quotas.size) return { kind: "wrong" };
  const policy = parseJson(text);
  // "{}" removes a filter: https://docs.aws.amazon.com/sns/latest/dg/example_sns_SetSubscriptionAttributes_section.html
  if (isRecord(policy) && Object.keys(policy).length === 0) return { kind: "filter", accepts: () => true };
  try {
    const { accepts, keys, combinations } = partOf(policy);
    if (keys > quotas.keys || combinations > quotas.combinations) return { kind: "wrong" };
    return { kind: "filter", accepts };
  } catch (error) {
    if (error instanceof Unusable) return { kind: error.kind };
    throw error;
  }
}

/** All keys must match. https://docs.aws.amazon.com/sns/latest/dg/and-or-logic.html */
function partOf(policy: unknown): Part {
  if (!isRecord(policy) || Object.keys(policy).length === 0) throw new Unusable("wrong");
  const parts = Object.entries(policy).map(([key, value]) => alternativesOf(key, value) ?? keyPart(key, value));
  return {
    accepts: (values) => parts.every(({ accepts }) => accepts(values)),
    keys: parts.reduce((sum, { keys }) => sum + keys, 0),
    combinations: parts.reduce((product, { combinations }) => product * combinations, 1),
  };
}

/** `$or` with at least two objects. Otherwise `$or` is the name of an attribute. */
function alternativesOf(key: string, value: unknown): Part | undefined {
  if (key !== "$or" || !Array.isArray(value) || value.length < 2 || !value.every(isRecord)) return undefined;
  const parts = value.map(partOf);
  return {
    accepts: (values) => parts.some(({ accepts }) => accepts(values)),
    keys: parts.reduce((sum, { keys }) => sum + keys, 0),
    combinations: parts.reduce((sum, { combinations }) => sum + combinations, 0),
  };
}

function keyPart(key: string, value: unknown): Part {
  if (!Array.isArray(value) || value.length === 0) throw new Unusable("wrong");
  const conditions = value.map(parseCondition).map((condition) => {
    if (typeof condition === "string") throw new Unusable(condition);
    return condition;
  });
  const accepts: Filter = (values) => conditions.some((condition) => isMet(condition, key, values));
  return { accepts, keys: 1, combinations: conditions.length };
}

/**
 * `exists: false` needs another attribute: "An empty set of attributes results in the filter not matching."
 * https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
 */
function isMet(condition: Condition, key: string, values: Values): boolean {
  const own = values.get(key) ?? [];
  if (condition.kind === "exists") return own.length > 0;
  if (condition.kind === "absent") return own.length === 0 && values.size > 0;
  return own.some(condition.test);
}

import type { Pattern } from "./pattern.ts";

const isParameter = (segment: string | undefined): boolean => segment?.startsWith(":") ?? false;

/** Whether a pattern has parameters. */
export function hasParameters({ segments }: Pattern): boolean {
  return segments.some(isParameter);
}

/** A pattern as text, without the names of its parameters: `/users/:/*`. */
export function shapeOf({ segments, below }: Pattern): string {
  return `/${[...segments.map((segment) => (isParameter(segment) ? ":" : segment)), ...(below ? ["*"] : [])].join("/")}`;
}

/** The segment that two segments have in common. */
function common(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined || a === b) return a ?? b;
  if (isParameter(a)) return isParameter(b) || b !== "" ? b : undefined;
  return isParameter(b) && a !== "" ? a : undefined;
}

/** The paths that two patterns have in common, which is a pattern too. `undefined`: there are none. */
export function overlapOf(a: Pattern, b: Pattern): Pattern | undefined {
  const [longer, shorter] = a.segments.length >= b.segments.length ? [a, b] : [b, a];
  const isDeep = longer.segments.length > shorter.segments.length;
  if (isDeep ? !shorter.below : a.below !== b.below) return undefined;
  const segments = longer.segments.map((segment, at) => common(segment, shorter.segments[at]));
  if (!segments.every((segment) => segment !== undefined)) return undefined;
  return { segments, below: longer.below };
}

/**
 * Orders patterns so that the more specific of two comes first: one path before all below one, a longer path before a shorter
 * one, a literal segment before a parameter. Two of which neither is more specific compare as equal: they have no
 * path in common, or are refused.
 */
export function bySpecificity(a: Pattern, b: Pattern): number {
  const order = Number(a.below) - Number(b.below) || b.segments.length - a.segments.length;
  if (order !== 0) return order;
  const at = a.segments.findIndex((segment, index) => isParameter(segment) !== isParameter(b.segments[index]));
  return at < 0 ? 0 : isParameter(a.segments[at]) ? 1 : -1;
}

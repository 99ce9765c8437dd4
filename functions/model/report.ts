import * as v from "valibot";

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** How often a report is tried. */
export const attempts = 5;

/** A day, as it is asked for. */
export const Day = v.pipe(v.string(), v.isoDate("must be a day: 2026-03-28"));

/** What was sold on a day. */
export const Sales = v.strictObject({
  orders: Count,
  fulfilled: Count,
  refused: Count,
  /** What the fulfilled ones have brought in, with tax and delivery. */
  revenue: Count,
});

/** @see Sales */
export type Sales = v.InferOutput<typeof Sales>;

/** A report that somebody has asked for, and what has become of it. */
export const Report = v.strictObject({
  id: v.string(),
  day: v.string(),
  state: v.picklist(["pending", "done", "failed"]),
  requestedAt: v.string(),
  sales: v.optional(Sales),
  /** When it is forgotten, in seconds since 1970. */
  expires: v.number(),
});

/** @see Report */
export type Report = v.InferOutput<typeof Report>;

/** A report that waits to be made. */
export const Requested = v.strictObject({ report: v.string() });

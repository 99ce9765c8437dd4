/** A price of ours, and the row of an estimate that has the same. */
export interface AskedPrice {
  readonly id: string;
  /** What the row says is paid for, and counted. */
  readonly line: string;
  readonly unit: string;
  /** How many of our units are one of the row's. */
  readonly counts: number;
  /** Where the tier begins. @default 0 */
  readonly from?: number;
  /** A part of what stands above the row, where others are alike. */
  readonly of?: string;
}

/** The estimates that Infracost's tests expect, in a region, and what of them our book has. */
export interface AskedFile {
  readonly file: string;
  readonly region: string;
  readonly prices: readonly AskedPrice[];
}

export const price = (
  id: string,
  line: string,
  unit: string,
  counts = 1,
  more: Partial<AskedPrice> = {},
): AskedPrice => ({
  ...{ id, line, unit, counts },
  ...more,
});

/** The hours of a month, by which both count. */
export const month = 730;

export const million = 1_000_000;

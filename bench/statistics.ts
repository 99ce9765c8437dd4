/** The quantile of a share from 0 to 1: the nearest measured value. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The middle four fifths, without the best and worst rounds of a noisy machine. */
export function spread(values: readonly number[]): readonly [low: number, high: number] {
  return [quantile(values, 0.1), quantile(values, 0.9)];
}

/**
 * The ratio of a subject's time to the other's: the median over rounds, each of which measured both in direct succession, so
 * that temporary slowness of the machine affects both.
 */
export function pairedRatio(values: readonly number[], others: readonly number[]): number {
  return median(values.map((value, round) => value / (others[round] ?? Number.NaN)));
}

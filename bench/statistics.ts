/** The value below which a share of the values lies, from 0 to 1. The nearest one that was measured. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The middle four fifths: what is left when a noisy machine's worst and luckiest rounds are left out. */
export function spread(values: readonly number[]): readonly [low: number, high: number] {
  return [quantile(values, 0.1), quantile(values, 0.9)];
}

/**
 * How much of the other's time a subject takes: the median over rounds, each of which measured both, one right after
 * the other. What slows a machine down for a while slows down both.
 */
export function pairedRatio(values: readonly number[], others: readonly number[]): number {
  return median(values.map((value, round) => value / (others[round] ?? Number.NaN)));
}

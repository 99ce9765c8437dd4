/** What one subject took, one value for each round, in the benchmark's unit. */
export interface Series {
  readonly label: string;
  readonly values: readonly number[];
}

/** A figure that we aim at: how two series of one run compare, or one value against a bound. */
export interface Claim {
  /** What is claimed, with its figure: `in process 5 times faster than hono with zod`. */
  readonly text: string;
  readonly measured: number;
  readonly atMost: number;
  /** Whether it repeats well enough that CI fails on it. Others are only reported. */
  readonly kept: boolean;
}

/** How two series of one run compare, where there is no figure to aim at. */
export interface Ratio {
  /** What is compared with what: `the shop to an empty program`. */
  readonly text: string;
  readonly measured: number;
}

/** What a benchmark found in one run. */
export interface Findings {
  readonly series: readonly Series[];
  readonly claims: readonly Claim[];
  /** @default [] */
  readonly ratios?: readonly Ratio[];
  /** What a reader must know to judge the figures. */
  readonly notes?: readonly string[];
}

/** Subjects measured side by side: their rounds are interleaved, so that a noisy machine is noisy for all of them. */
export interface Benchmark {
  readonly title: string;
  readonly unit: "ms" | "µs" | "KB" | "MB" | "requests/s" | "messages/s";
  /** @param quick fewer rounds, as CI runs it */
  run(quick: boolean): Promise<Findings>;
}

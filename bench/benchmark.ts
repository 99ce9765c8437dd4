/** The measurements of one subject, one for each round, in the benchmark's unit. */
export interface Series {
  readonly label: string;
  readonly values: readonly number[];
}

/** A target: the ratio of two series of one run, or a value with an upper bound. */
export interface Claim {
  /** The claim with its figure: `in process 5 times faster than hono with zod`. */
  readonly text: string;
  readonly measured: number;
  readonly atMost: number;
  /** Whether it is stable enough for CI to fail on it. Others are only reported. */
  readonly kept: boolean;
}

/** The ratio of two series of one run, without a target. */
export interface Ratio {
  /** The comparison: `the shop to an empty program`. */
  readonly text: string;
  readonly measured: number;
}

/** The findings of a benchmark in one run. */
export interface Findings {
  readonly series: readonly Series[];
  readonly claims: readonly Claim[];
  /** @default [] */
  readonly ratios?: readonly Ratio[];
  /** What readers must know to interpret the figures. */
  readonly notes?: readonly string[];
}

/** Subjects measured together: their rounds are interleaved, so that noise affects all of them. */
export interface Benchmark {
  readonly title: string;
  readonly unit: "ms" | "µs" | "KB" | "MB" | "requests/s" | "messages/s" | "operations/s";
  /** @param quick - Fewer rounds, as in CI. */
  run(quick: boolean): Promise<Findings>;
}

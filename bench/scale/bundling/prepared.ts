/** A bundler that is ready to bundle functions. */
export interface Prepared {
  readonly bundle: () => Promise<unknown>;
  /** Whether bundling reports handlers that do not load or do not match their set. */
  readonly checks: boolean;
  /** The output files, one for each function. */
  readonly files: readonly string[];
}

/** What is ready to bundle some functions. */
export interface Prepared {
  readonly bundle: () => Promise<unknown>;
  /** Whether bundling says which handlers do not load, or are not what their set says. */
  readonly checks: boolean;
  /** The files that hold the code afterwards, one for each function. */
  readonly files: readonly string[];
}

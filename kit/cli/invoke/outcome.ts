/** What came of one call. */
export interface Outcome {
  readonly ok: boolean;
  /** What is printed after the function's name: `has run`. */
  readonly text: string;
  /** What the function has logged, as far as the answer says it: lines as the platform has them. @default none */
  readonly log?: readonly string[];
}

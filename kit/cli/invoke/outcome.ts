/** The outcome of one call. */
export interface Outcome {
  readonly ok: boolean;
  /** The text after the function's name: `has run`. */
  readonly text: string;
  /** The function's log lines in the platform's format, if the response contains them. @default none */
  readonly log?: readonly string[];
}

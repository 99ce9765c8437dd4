/** What sends: a driver of ours, or one of the same form around what a vendor offers. */
export interface Subject {
  readonly label: string;
  readonly driver: URL;
  /** What it sends to. */
  readonly kind: "queue" | "topic";
}

/** The environment of a process that sends. */
export type Environment = Readonly<Record<string, string>>;

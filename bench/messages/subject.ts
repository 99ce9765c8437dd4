/** What sends: a driver of ours, or one of the same form around what a vendor offers. */
export interface Subject {
  /** Its service, and what sends: `SQS: Fourfold`. */
  readonly label: string;
  readonly driver: URL;
  /** What it sends to. */
  readonly kind: "queue" | "topic";
}

/** What sends, where the service is known. */
export function senderOf({ label }: { readonly label: string }): string {
  return label.replace(/^.*?: /, "");
}

/** The environment of a process that sends. */
export type Environment = Readonly<Record<string, string>>;

import type { Place } from "./places/place.ts";

/** What a driver opens. */
export type Kind = "queue" | "topic" | "table";

/** A client of a service: a driver of ours, or one of the same form around what a vendor offers. */
export interface Subject {
  /** Its service, and what calls it: `SQS queue: Fourfold`. */
  readonly label: string;
  readonly driver: URL;
  readonly kind: Kind;
}

/** The client, where the service is known. */
export function clientOf({ label }: { readonly label: string }): string {
  return label.replace(/^.*?: /, "");
}

/** Two that call the same place. */
export interface Comparison {
  readonly ours: Subject;
  readonly theirs: Subject;
  open(): Promise<Place>;
}

/** The environment of a process that calls a cloud. */
export type Environment = Readonly<Record<string, string>>;

import type { MessageAttributes, StandardIssue, StandardSchema } from "../../spec/index.ts";
import type { Logger } from "../logger.ts";
import type { Envelope } from "./envelope.ts";

/** A message as it was delivered. */
export interface Delivered {
  readonly envelope: Envelope;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
}

/** What becomes of a message after an attempt. */
export type MessageOutcome =
  | { readonly is: "done" }
  /** It is tried again, in so many seconds at the earliest. */
  | { readonly is: "again"; readonly after: number }
  /** It goes to the dead letters. */
  | { readonly is: "dead"; readonly reason: string };

/** A message after an attempt. */
export interface Attempted<O extends MessageOutcome = MessageOutcome> {
  readonly outcome: O;
  /** Writes lines about this attempt. */
  readonly log: Logger;
}

/** The item of a message, or the reason why it has none. */
export type ReadItem = { readonly item: unknown } | { readonly reason: string };

function pathOf({ path = [] }: StandardIssue): string {
  return path.map((part) => String(typeof part === "object" ? part.key : part)).join(".");
}

const mostIssues = 5;

function describeIssues(issues: readonly StandardIssue[]): string {
  const described = issues.slice(0, mostIssues).map((issue) => {
    const path = pathOf(issue);
    return path === "" ? issue.message : `${path}: ${issue.message}`;
  });
  const others = issues.length - described.length;
  return `It does not fit the schema: ${described.join("; ")}${others > 0 ? `; and ${others} more` : ""}.`;
}

/** Reads the item of a message. It is passed on as it came, since a schema's input is its output. */
export async function readItem(body: string, schema: StandardSchema<unknown> | undefined): Promise<ReadItem> {
  let item: unknown;
  try {
    item = JSON.parse(body);
  } catch {
    return { reason: "It is not valid JSON." };
  }
  if (schema === undefined) return { item };
  const { issues } = await schema["~standard"].validate(item);
  return issues === undefined ? { item } : { reason: describeIssues(issues) };
}

/** Seconds before the next attempt: twice as long after each. */
export function backoffAfter(attempt: number, { from, to }: { readonly from: number; readonly to: number }): number {
  return Math.min(to, from * 2 ** (attempt - 1));
}

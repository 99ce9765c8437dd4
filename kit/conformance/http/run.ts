import { AssertionError } from "node:assert";
import { inspect, stripVTControlCharacters } from "node:util";
import { NotChecked } from "../behaviour.ts";
import { type Expectation, expectationOf } from "./behaviour.ts";
import { groups } from "./behaviours/index.ts";
import { countRequests, type Deployed, type Target } from "./target.ts";

/** One expectation at one target. */
export interface Case extends Expectation {
  readonly subject: string;
  /** Why it cannot be checked at its target. @default it can */
  readonly obstacle?: string;
}

/** The outcome of a case. */
export type CaseOutcome =
  | { readonly state: "expected" }
  /** As the vendor documents it, where that is not the behaviour. */
  | { readonly state: "exception"; readonly reason: string; readonly source: string }
  | { readonly state: "failed"; readonly message: string; readonly expected?: string; readonly actual?: string }
  | { readonly state: "unchecked"; readonly reason: string };

export interface Result {
  readonly subject: string;
  readonly name: string;
  readonly outcome: CaseOutcome;
  readonly requests: number;
  readonly milliseconds: number;
}

/** How to run cases. */
export interface RunOptions {
  /** How many cases run at the same time at one target. */
  readonly concurrency: number;
  /** Receives every result as it comes. */
  onResult(result: Result): void;
}

/** What to expect at a target. */
export function casesOf(target: Pick<Target, "cloud" | "streaming" | "routed">): readonly Case[] {
  return groups.flatMap(({ subject, behaviours }) =>
    behaviours.flatMap((behaviour) => {
      const expectation = expectationOf(behaviour, target);
      return expectation === undefined ? [] : [{ subject, ...expectation }];
    }),
  );
}

/** Why behaviours that only a log shows cannot be checked. */
export const noLogs = "no access to logs";

/** Why a case cannot be checked at a target. Undefined when it can. */
export function obstacleTo({ readsLogs, obstacle }: Case, { logs }: Deployed): string | undefined {
  return obstacle ?? (readsLogs && logs === undefined ? noLogs : undefined);
}

function toFailure(error: unknown): CaseOutcome {
  if (!(error instanceof Error)) return { state: "failed", message: String(error) };
  const { message, cause } = error;
  // On a terminal, assertions use colours.
  const text = stripVTControlCharacters(cause instanceof Error ? `${message}: ${cause.message}` : message);
  // The message of a plain failure says everything.
  const isPlain = !(error instanceof AssertionError) || error.operator === "fail" || error.expected === true;
  if (isPlain) return { state: "failed", message: text };
  const { expected, actual } = error;
  const show = (value: unknown) => inspect(value, { maxStringLength: 500, maxArrayLength: 20 });
  return { state: "failed", message: text, expected: show(expected), actual: show(actual) };
}

async function outcomeOf(each: Case, target: Target): Promise<CaseOutcome> {
  const reason = obstacleTo(each, target);
  if (reason !== undefined) return { state: "unchecked", reason };
  try {
    await each.run(target);
  } catch (error) {
    return error instanceof NotChecked ? { state: "unchecked", reason: error.message } : toFailure(error);
  }
  return each.exception === undefined ? { state: "expected" } : { ...each.exception, state: "exception" };
}

async function check(each: Case, target: Target): Promise<Result> {
  const counting = countRequests(target);
  const start = performance.now();
  const outcome = await outcomeOf(each, counting);
  const milliseconds = Math.round(performance.now() - start);
  return { subject: each.subject, name: each.name, outcome, requests: counting.requests(), milliseconds };
}

/** Runs cases on a target. The results are in the order of the cases. */
export async function runCases(
  target: Target,
  cases: readonly Case[],
  { concurrency, onResult }: RunOptions,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  // Each worker takes the next case that nobody has taken.
  const queue = cases.entries();
  const work = async (): Promise<void> => {
    for (const [index, each] of queue) {
      const result = await check(each, target);
      results[index] = result;
      onResult(result);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return results;
}

/**
 * The rounds in which cases run, one after the other: first those that can run together, then those that run alone, when all code
 * has run once and nothing else is going on.
 */
export function roundsOf(cases: readonly Case[]): readonly [together: readonly Case[], alone: readonly Case[]] {
  return [cases.filter(({ alone }) => !alone), cases.filter(({ alone }) => alone)];
}

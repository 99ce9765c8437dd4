import { packageVersion } from "../../conformance/http/output.ts";
import { type Case, type Result, roundsOf, runCases } from "../../conformance/http/run.ts";
import { openProgress, type Progress, type Screen } from "../terminal/progress.ts";
import type { PlanOptions, TargetPlan } from "./plan.ts";
import type { Unasked } from "./targets.ts";

/** The results of one target. */
export interface TargetReport {
  readonly cloud: string;
  readonly kind: string;
  /** The address in the stack's outputs. */
  readonly url: string;
  /** The address that was called: another one on simulated clouds. */
  readonly reached: string;
  readonly requests: number;
  readonly milliseconds: number;
  readonly results: readonly Result[];
}

/** The results of a run: the content of the JSON report. */
export interface Report {
  /** The format of this document. */
  readonly format: "fourfold-verify/1";
  /** When it began, in ISO 8601. */
  readonly date: string;
  /** The version of Fourfold. */
  readonly fourfold: string;
  readonly node: string;
  /** The source of the targets: `Stack "verify"`. */
  readonly source: string;
  /** Whether the clouds were simulated. */
  readonly simulated: boolean;
  /** The filter of the run. @default all behaviours */
  readonly grep?: string;
  readonly milliseconds: number;
  readonly targets: readonly TargetReport[];
  /** The functions that were not checked. */
  readonly unasked: readonly Unasked[];
}

/** The progress of one target. */
class TargetProgress {
  readonly #plan: TargetPlan;
  readonly #progress: Progress;
  readonly #results: Result[] = [];
  #milliseconds = 0;

  constructor(plan: TargetPlan, progress: Progress) {
    this.#plan = plan;
    this.#progress = progress;
    progress.step(this.#row, "asking");
  }

  async try(cases: readonly Case[], concurrency: number): Promise<void> {
    const since = performance.now();
    let done = this.#results.length;
    const onResult = (): void => {
      done += 1;
      this.#progress.count(this.#row, `${done} of ${this.#plan.cases.length}`);
    };
    this.#results.push(...(await runCases(this.#plan.target, cases, { concurrency, onResult })));
    this.#milliseconds += Math.round(performance.now() - since);
  }

  finish(): TargetReport {
    const { cloud, kind, publicUrl, url } = this.#plan.target;
    const failed = this.#results.filter(({ outcome }) => outcome.state === "failed").length;
    this.#progress.step(this.#row, failed === 0 ? "done" : `${failed} failed`);
    // Starts at 1, for the request that checks whether it answers.
    const requests = this.#results.reduce((sum, result) => sum + result.requests, 1);
    const results = this.#results;
    return { cloud, kind, url: publicUrl, reached: url, requests, milliseconds: this.#milliseconds, results };
  }

  get #row(): string {
    return `${this.#plan.target.cloud} ${this.#plan.target.kind}`;
  }
}

/** Carries out a plan at all targets at the same time, and shows the progress. */
export async function carryOut(
  plans: readonly TargetPlan[],
  { concurrency, grep }: PlanOptions,
  found: Pick<Report, "source" | "simulated" | "unasked">,
  screen: Screen,
): Promise<Report> {
  const date = new Date().toISOString();
  const since = performance.now();
  const progress = openProgress(screen, "cloudflare streaming".length);
  const all = plans.map((plan) => ({ work: new TargetProgress(plan, progress), rounds: roundsOf(plan.cases) }));
  await Promise.all(all.map(({ work, rounds: [together] }) => work.try(together, concurrency)));
  await Promise.all(all.map(({ work, rounds: [, alone] }) => work.try(alone, 1)));
  const targets = all.map(({ work }) => work.finish());
  progress.end();
  const milliseconds = Math.round(performance.now() - since);
  const about = { format: "fourfold-verify/1", date, fourfold: packageVersion(), node: process.version } as const;
  return { ...about, ...found, ...(grep === undefined ? {} : { grep }), milliseconds, targets };
}

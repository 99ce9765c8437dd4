import { createHash } from "node:crypto";
import { isRecord, numberAt, textAt } from "./contract/read.ts";
import { CloudError, type Fault, type Faults, faultKinds, type PackageName } from "./contract.ts";

/** How often each kind of fault happens. */
export interface FaultPlan {
  /** With the same seed, the same calls of each cloud meet the same faults, counted from when the plan was set. */
  readonly seed: string;
  /** Shares of all calls, from 0 to 1, and together at most 1. */
  readonly shares: Readonly<Record<Fault, number>>;
  /** How many calls of each cloud it is for, from when it was set. @default all */
  readonly calls?: number;
}

/** The number of faults of each kind in the API calls of each cloud. */
export type FaultCounts = Readonly<Partial<Record<PackageName, Readonly<Record<Fault, number>>>>>;

/** Reads a plan: `{ seed, throttled?, lost?, doubled?, calls? }`. @throws CloudError `InvalidPlan` */
export function readFaultPlan(value: unknown): FaultPlan {
  const seed = textAt(value, "seed");
  const [throttled = 0, lost = 0, doubled = 0] = faultKinds.map((kind) => numberAt(value, kind));
  const shares = { throttled, lost, doubled };
  const calls = numberAt(value, "calls");
  const all = Object.values(shares);
  const isRight = all.every((share) => share >= 0) && all.reduce((sum, share) => sum + share, 0) <= 1;
  const isCount = calls === undefined || (Number.isSafeInteger(calls) && calls > 0);
  if (seed !== undefined && isRecord(value) && isRight && isCount) {
    return { seed, shares, ...(calls === undefined ? {} : { calls }) };
  }
  const parts = `{ seed, ${faultKinds.join(", ")}, calls }`;
  throw new CloudError("InvalidPlan", `Send ${parts}: shares of all calls from 0 to 1, and how many calls it is for.`);
}

/** Injects faults according to a plan. Without one there are none. */
export class PlannedFaults implements Faults {
  #plan: FaultPlan | undefined;
  readonly #calls = new Map<PackageName, number>();
  readonly #counts = new Map<PackageName, Record<Fault, number>>();

  /** Follows another plan, and counts calls from 0; `undefined` ends all faults. */
  follow(plan: FaultPlan | undefined): void {
    this.#plan = plan;
    this.#calls.clear();
  }

  counts(): FaultCounts {
    return Object.fromEntries(this.#counts);
  }

  async around<A>(cloud: PackageName, carryOut: () => A | Promise<A>, throttled: CloudError): Promise<A | undefined> {
    const fault = this.#next(cloud);
    if (fault === "throttled") throw throttled;
    if (fault === "doubled") await carryOut();
    const answer = await carryOut();
    return fault === "lost" ? undefined : answer;
  }

  #next(cloud: PackageName): Fault | undefined {
    if (this.#plan === undefined) return undefined;
    const { seed, shares, calls = Number.POSITIVE_INFINITY } = this.#plan;
    const call = this.#calls.get(cloud) ?? 0;
    this.#calls.set(cloud, call + 1);
    if (call >= calls) return undefined;
    let chance = createHash("sha256").update(`${seed} ${cloud} ${call}`).digest().readUInt32BE() / 2 ** 32;
    const fault = faultKinds.find((kind) => {
      chance -= shares[kind];
      return chance < 0;
    });
    if (fault !== undefined) this.#count(cloud, fault);
    return fault;
  }

  #count(cloud: PackageName, fault: Fault): void {
    const counts = this.#counts.get(cloud) ?? { throttled: 0, lost: 0, doubled: 0 };
    counts[fault] += 1;
    this.#counts.set(cloud, counts);
  }
}

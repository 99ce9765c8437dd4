import type { CostedResource } from "../../kit/cost/resources/resource.ts";
import type { Subject } from "../contract/subject.ts";
import type { CostBudget } from "../settings/costs.ts";

/** A program, as estimates see it and as rules do. */
export interface CostedProgram {
  readonly resources: readonly CostedResource[];
  /** The same resources. Components among them say what they may cost. */
  readonly subjects: readonly Subject[];
}

/**
 * What is refused.
 *
 * - `missing`: nobody has said what the program may cost.
 * - `invalid`: what a component says of it cannot be read, or is no budget.
 * - `monthly`, `exposure`, `growth`: there is more than there may be.
 * - `unbounded`: there is an exposure budget for what nothing bounds.
 * - `unpriced`: something that has a budget cannot be priced.
 */
export type CostFindingKind = "missing" | "invalid" | "monthly" | "exposure" | "growth" | "unbounded" | "unpriced";

/** What is wrong with what a program costs. */
export interface CostFinding {
  readonly kind: CostFindingKind;
  /** As people call what it is about: `the stack`, `aws`, `shop-api`, a type of resource. */
  readonly about: string;
  /** The component that it is about. @default it is about no single one */
  readonly urn?: string | undefined;
  /** What is wrong, as a sentence without its point. */
  readonly what: string;
  /** What to do, as a sentence without its point. */
  readonly fix: string;
}

/** A part of a program that has a budget of its own. */
export interface Part {
  /** As people call it: `the stack`, `aws`, `shop-api`. */
  readonly name: string;
  /** Its component. @default it is the stack, or a cloud */
  readonly urn?: string | undefined;
  /** What all that is in it has. */
  readonly key: string;
  readonly budget: CostBudget;
  /** Where its budget is written, as people find it: `costs.stack`. */
  readonly where: string;
}

/** How much of a budget is spent, in US dollars. */
export interface Spent extends Pick<Part, "name" | "budget" | "where"> {
  readonly monthly: number;
  readonly exposure: number;
  /** Whether it has something that nothing bounds, so that it can cost more. */
  readonly isUnbounded: boolean;
}

/** What a program costs, beside what it may. */
export interface CostAssessment {
  /** What is refused. Empty: the program is within its budget. */
  readonly findings: readonly CostFinding[];
  readonly spent: readonly Spent[];
  /** What somebody should know though nothing is refused for it, as sentences. */
  readonly notes: readonly string[];
}

/** A finding with what to do. */
export const explainCost = ({ what, fix }: CostFinding): string => `${what}. ${fix}.`;

import * as v from "valibot";
import type { CostedResource, Fields } from "../../../kit/cost/resources/resource.ts";
import { Reader } from "../../../policies/contract/reader.ts";
import { assessCosts } from "../../../policies/costs/assess.ts";
import type { CostAssessment, CostedProgram, CostFindingKind } from "../../../policies/costs/contract.ts";
import { Costs, settleCosts } from "../../../policies/settings/costs.ts";

/** What a test says of a resource. */
interface Described {
  readonly in?: string;
  readonly inputs?: Fields;
  readonly outputs?: Fields;
  /** @default eu-west-1 */
  readonly region?: string;
}

export const urnOf = (name: string): string => `urn:pulumi:prod::shop::${name}`;

/** A resource in a program, with what its provider or its component answers. */
export interface Placed {
  readonly resource: CostedResource;
  readonly outputs: Fields;
}

export function placed(type: string, name: string, described: Described = {}): Placed {
  const { in: component, inputs = {}, outputs = {}, region = "eu-west-1" } = described;
  const parent = component === undefined ? {} : { parent: urnOf(component) };
  return { resource: { urn: urnOf(name), type, name, inputs, sources: {}, provider: { region }, ...parent }, outputs };
}

/** A secret costs $0.40 a month, apart from readings, of which the tests have none: https://aws.amazon.com/secrets-manager/pricing/ */
export const secret = (name: string, described: Described = {}): Placed =>
  placed("aws:secretsmanager/secret:Secret", name, described);

/**
 * A function that may run twice at a time. With 128 MB, requests of 100 ms cost $0.20 a million, and $0.0000166667 for each GB and
 * second: https://aws.amazon.com/lambda/pricing/
 */
export const cappedFunction = (name: string, described: Described = {}): Placed =>
  placed("aws:lambda/function:Function", name, { inputs: { reservedConcurrentExecutions: 2 }, ...described });

export const component = (name: string, described: Described = {}): Placed =>
  placed("acme:index:Shop", name, described);

export const programOf = (all: readonly Placed[]): CostedProgram => ({
  resources: all.map(({ resource }) => resource),
  subjects: all.map(({ resource: { urn, type, name, parent, inputs, sources }, outputs }) => ({
    ...{ urn, type, name, parent, sources, isProtected: false },
    ...{ inputs: new Reader(inputs), outputs: new Reader(outputs) },
  })),
});

/** Nothing reads the secrets, and functions are asked a million times. */
export const usage = { "*": { accesses: 0, requests: 1_000_000, duration: 100, responseSize: 0, logSize: 0 } };

/** Holds resources to what is written of their costs. */
export const assess = (all: readonly Placed[], written: object | "none" | undefined): CostAssessment =>
  assessCosts(
    programOf(all),
    written === undefined
      ? undefined
      : settleCosts(v.parse(Costs, written === "none" ? written : { usage, ...written }), (path) => path),
    "2026-11-30",
  );

/** What is refused, by its kind and what it is about. */
export const refusedIn = ({ findings }: CostAssessment): readonly (readonly [CostFindingKind, string])[] =>
  findings.map(({ kind, about }) => [kind, about]);

import type { Cloud } from "../../kit/spec/clouds.ts";
import type { Program } from "./program.ts";
import type { Unreadable } from "./reader.ts";
import type { Subject } from "./subject.ts";
import type { Fields } from "./values.ts";

/** How bad a finding is: what it weighs in a security budget. */
export const weights = { critical: 10, high: 5, medium: 2, low: 1 } as const;

/** One of {@link weights}. */
export type Severity = keyof typeof weights;

/** The worst first. */
export const severities = ["critical", "high", "medium", "low"] as const satisfies readonly Severity[];

/** What is wrong with a property of a resource. Each text is a part of a sentence, without its point. */
export interface Breach {
  /** Its path, as in `siteConfig.minTlsVersion`. */
  readonly property: string;
  /** What is wrong with it. No value of it: it may be secret. */
  readonly what: string;
  /** The exact change that fixes it. */
  readonly fix: string;
  /** The same change for Pulumi to make, by paths, where it is safe on its own. @default nobody makes it */
  readonly remedy?: Fields | undefined;
}

/** What a team may set of a rule. */
export interface Option {
  readonly default: number | readonly string[];
  /** What it is, with its unit. */
  readonly what: string;
}

/** What a check knows besides its resource. */
export interface Given {
  /** The value of one of the rule's options. */
  number(option: string): number;
  texts(option: string): readonly string[];
  /** The day, as `2026-11-30`. */
  readonly today: string;
  /** Whether one of the rule's options, which is a list of names, means a resource or a component that it is in. */
  isNamed(option: string, subject: Subject): boolean;
  /** Whether the team has declared that anyone may reach a resource. */
  isPublic(subject: Subject): boolean;
}

/**
 * Finds what is wrong with one aspect of a resource. A property that it reads and that cannot be read ends it, and none of the others; one
 * of many that it can do without is handed on as {@link Unreadable}.
 */
export type Check = (subject: Subject, given: Given) => Iterable<Breach | Unreadable>;

/** The same, where it depends on other resources of the stack: it runs once all of them are known. */
export type GraphCheck = (subject: Subject, program: Program, given: Given) => Iterable<Breach | Unreadable>;

/**
 * What becomes of a property that is not known before deployment.
 *
 * - `later`: it is made of other resources' outputs. It is checked when it is known, before anything is made of it.
 * - `any`: what matters is that something is said, whatever it is.
 */
export type Unknowns = Readonly<Record<string, "later" | "any">>;

/** A resource beside the one that an example is about. */
export interface Neighbour {
  readonly type: string;
  readonly name: string;
  readonly inputs?: Fields;
  readonly outputs?: Fields;
  /** The names of the resources that properties have their values from; the one that the example is about is `subject`. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** What an example has besides its inputs. */
export interface Surroundings {
  readonly around?: readonly Neighbour[];
  readonly sources?: Readonly<Record<string, string>>;
  readonly isProtected?: boolean;
  readonly outputs?: Fields;
  /** What the team has set of the rule. */
  readonly options?: Readonly<Record<string, Option["default"]>>;
  /** Whether the team has declared that anyone may reach it. */
  readonly isPublic?: boolean;
}

/**
 * One change of the compliant example, and a part of what is found then; `at` is the property that it is found at, where that is another.
 * Where one property is not enough, other inputs or surroundings.
 */
export type Broken =
  | readonly [property: string, value: unknown, says: string, at?: string]
  | (Surroundings & { readonly inputs?: Fields; readonly says: string; readonly at: string });

/** What a rule asks of a type of resource. */
export interface TypeRule {
  /** @default none */
  readonly checks?: readonly Check[];
  /** @default none */
  readonly graph?: readonly GraphCheck[];
  /** @default a property that cannot be read is a finding as bad as the rule's others */
  readonly unknowns?: Unknowns;
  /** The inputs of a resource that is as the rule wants it; `none`, where the rule wants no resource of the type. */
  readonly compliant: Fields | "none";
  /** What else it has, and what is around it. @default nothing */
  readonly given?: Surroundings;
  readonly broken: readonly Broken[];
}

/** What others call the same. */
export const referenceNames = {
  checkov: "Checkov",
  trivy: "Trivy",
  kics: "KICS",
  cdkNag: "cdk-nag",
  guard: "Guard",
  prowler: "Prowler",
  cis: "CIS",
  nist: "NIST 800-53",
} as const;

export type References = { readonly [Name in keyof typeof referenceNames]?: readonly string[] };

/** One entry of the catalogue on one cloud. */
export interface Rule {
  /** In kebab case: the name of its file, and the same on all clouds where the idea is the same. */
  readonly name: string;
  readonly cloud: Cloud;
  /** What it wants, as a sentence without its point. */
  readonly title: string;
  readonly severity: Severity;
  /** Whether a finding is refused outright. @default it counts in the budget */
  readonly denied?: true;
  /** Whether it is asked only where a team says so. @default it is asked of everyone */
  readonly isOptional?: true;
  /** Whether Pulumi may make the change that fixes it, where a team asks for that. @default it may not */
  readonly isRemediable?: true;
  /** Why it matters, as a sentence. */
  readonly why: string;
  /** The vendor's page. */
  readonly source: string;
  readonly references: References;
  /** @default there is nothing to set */
  readonly options?: Readonly<Record<string, Option>>;
  /** What it asks, by type token. */
  readonly types: Readonly<Record<string, TypeRule>>;
}

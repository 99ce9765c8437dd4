import type { Properties, Scope } from "./world.ts";

/** How a property is supported: its effect is simulated, or it is accepted without effect, for the reason given. */
export type PropertySupport = "simulated" | { readonly inert: string };

/** How a resource gets a name when the program gives none. */
export interface Naming {
  /** The input that carries the name. */
  readonly property: string;
  readonly max: number;
  readonly min?: number;
  /** What a valid name looks like. Checked for given and generated names alike. */
  readonly pattern: RegExp;
  /** The text between the logical name and the random suffix. @default "-" */
  readonly separator?: string;
  /** Whether generated names consist of lower-case letters and digits only. @default false */
  readonly plain?: boolean;
  /** `false`: the provider does not generate names, so a missing one is an error. @default true */
  readonly generated?: boolean;
  /** The input that may be given instead of the name: the beginning of the name that the cloud generates. @default none */
  readonly prefix?: string;
  /** Names that the pattern refuses; a test tries each. Lengths are tested without being listed. */
  readonly refused: readonly string[];
  /** The vendor's page with the naming rules. */
  readonly source: string;
}

/** A rule of the vendor that the SDK's types cannot express. */
export interface Constraint {
  /** The property it is about, dotted: `functionAppConfig.scaleAndConcurrency.instanceMemoryMB`. */
  readonly property: string;
  /** The rule as the error quotes it: "must be from 128 to 10,240". */
  readonly rule: string;
  /** The vendor's page that says so. */
  readonly source: string;
  /**
   * Whether the property's value (never undefined, never unknown) is acceptable.
   *
   * @param now - The simulator's time in epoch milliseconds, for rules that begin or end on a day.
   */
  accepts(value: unknown, inputs: Properties, now: number): boolean;
  /** Inputs that the rule refuses: a test tries each. Merged over a resource that is otherwise right. */
  readonly refused: Properties | readonly [Properties, ...(readonly Properties[])];
  /** Inputs at the edge of what it accepts; a test tries each in the same way. @default none */
  readonly accepted?: Properties | readonly Properties[];
}

/**
 * Something that the vendor accepts and the simulator does not run: another language, a container image. No vendor's page
 * documents it. It is checked after the vendor's own rules.
 */
export interface Limit {
  /** The property it is about, dotted. */
  readonly property: string;
  /** What the simulator supports, as the error quotes it after "the simulator has only": "nodejs22.x, nodejs24.x". */
  readonly only: string;
  /** Whether the property's value (never undefined, never unknown) can be run. */
  runs(value: unknown, inputs: Properties, scope: Scope): boolean;
  /** Inputs that the vendor accepts and the simulator does not run: a test tries each, as with {@link Constraint.refused}. */
  readonly refused: Properties | readonly [Properties, ...(readonly Properties[])];
}

/** The properties that a provider's configuration may have, and how they are supported. */
export interface ConfigurationTable {
  /** The vendor's reference page. */
  readonly source: string;
  /** As `properties` of a resource type. */
  readonly properties: Readonly<Record<string, PropertySupport>>;
  readonly limits?: readonly Limit[];
}

import type { Properties, Scope } from "./world.ts";

/** What is known of a property: its effect is simulated, or it is accepted without effect, for a stated reason. */
export type Knowledge = "simulated" | { readonly inert: string };

/** How a resource gets a name when the program gives none. */
export interface Naming {
  /** The input that carries the name. */
  readonly property: string;
  readonly max: number;
  readonly min?: number;
  /** What a valid name looks like. Checked for given and generated names alike. */
  readonly pattern: RegExp;
  /** What stands between the logical name and the random suffix. @default "-" */
  readonly separator?: string;
  /** Whether generated names are made lower-case, without anything but letters and digits. @default false */
  readonly plain?: boolean;
  /** `false`: the provider gives no names, so a missing one is an error. @default true */
  readonly generated?: boolean;
  /** The input that may take the name's place, as what the cloud's own name begins with. @default there is none */
  readonly prefix?: string;
  /** Names that are refused for what they look like; a test tries each. Lengths are tried without being listed. */
  readonly refused: readonly string[];
  /** The vendor's page with the naming rules. */
  readonly source: string;
}

/** A rule of the vendor's that the SDK's types cannot express. */
export interface Constraint {
  /** The property it is about, dotted: `functionAppConfig.scaleAndConcurrency.instanceMemoryMB`. */
  readonly property: string;
  /** The rule as a sentence, which the refusal quotes: "must be from 128 to 10,240". */
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
  /** Inputs that it just accepts, where a border is easily missed. Tried in the same way. @default not tried */
  readonly accepted?: Properties | readonly Properties[];
}

/**
 * Something that the vendor takes and the simulator does not run: another language, a container image. It has no vendor's
 * page, since no vendor says it, and is looked at after the vendor's own rules.
 */
export interface Limit {
  /** The property it is about, dotted. */
  readonly property: string;
  /** What the simulator does have, which the refusal quotes after "the simulator has only": "nodejs22.x, nodejs24.x". */
  readonly only: string;
  /** Whether the property's value (never undefined, never unknown) can be run. */
  runs(value: unknown, inputs: Properties, scope: Scope): boolean;
  /** Inputs that the vendor takes and the simulator does not run: a test tries each, as of {@link Constraint.refused}. */
  readonly refused: Properties | readonly [Properties, ...(readonly Properties[])];
}

/** What a provider's configuration may say, and what is known of it. */
export interface ConfigurationTable {
  /** The vendor's reference page. */
  readonly source: string;
  /** As of `properties` of a resource type. */
  readonly properties: Readonly<Record<string, Knowledge>>;
  readonly limits?: readonly Limit[];
}

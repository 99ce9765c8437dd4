import type { Which } from "../meters/contract.ts";
import type { UsageName } from "../meters/usage-keys.ts";
import type { Inputs } from "../resources/inputs.ts";

/** From a resource to those that it is connected with: those that a property has its value from, or those that have one from it. */
export interface Step {
  readonly to: "sources" | "users";
  readonly type: string;
  readonly property: string;
  readonly which: Which;
  /** Which of them count. @default all */
  readonly where?: (inputs: Inputs) => boolean;
}

/** The resources of a type that a property has its value from. */
export const source = (property: string, type: string, which: Which = "first"): Step => ({
  ...{ to: "sources", type, property, which },
});

/** The resources of a type that have a property from this one. */
export const users = (type: string, property: string, which: Which = "first"): Step => ({
  ...{ to: "users", type, property, which },
});

/** What usage follows from. */
export interface Origin {
  readonly path: readonly Step[];
  readonly key: UsageName;
  /** What each of it counts: `attempts` to process a message. @default once */
  readonly times?: UsageName;
}

/** Usage of a type of resource that follows from that of others, as far as they are in the program. */
export interface Flow {
  readonly type: string;
  readonly key: UsageName;
  /** They are added up. */
  readonly from: readonly Origin[];
  /** What else asks for it, and nobody can say how often: then nothing follows. @default nothing */
  readonly unless?: readonly Step[];
}

/** A type of resource that says itself how often it runs. */
export interface Timer {
  readonly type: string;
  /** Runs a month. `undefined`: what it says is no such time. @throws UnreadableInput when that is not known */
  runs(inputs: Inputs): number | undefined;
}

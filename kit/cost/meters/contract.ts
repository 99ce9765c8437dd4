import type { Inputs } from "../resources/inputs.ts";
import type { UsageName } from "./usage-keys.ts";

/** What a meter reads: a resource, how it is used, and what it is connected with. */
export interface Reading {
  readonly inputs: Inputs;
  /** When it is paid for: what is counted changes, too. */
  readonly at: Date;
  /** How much it is used. What is asked for here is what an estimate says it has assumed. */
  use(name: UsageName): number;
  /** The resource of a type that a property has its value from. */
  from(property: string, type: string): Inputs | undefined;
  /** The resources of a type that have a property from this one. */
  users(type: string, property: string): readonly Inputs[];
}

/** Counts one thing that is paid for, in the unit of its price, over a month. */
export interface Meter {
  /** The id of the price: one, or what the resource decides. Nothing: it does not pay for this. */
  readonly price: string | ((reading: Reading) => string | undefined);
  /** @throws UnreadableInput when a property that it depends on cannot be read */
  quantity(reading: Reading): number;
}

/** How much a resource can be made to do at most. */
export interface Cap {
  /** How many requests it processes at the same time. */
  readonly concurrency: number;
  /** What shares this with others in its region: its name, such as that of an account's limit. @default the resource has it for itself */
  readonly pool?: string;
}

/** Why what a property says has no price in the book, as the end of a sentence about it. `undefined`: it has one. */
export type Guard = (reading: Reading, property: string) => string | undefined;

/** Guards by the properties that they are about. */
export type Guards = Readonly<Record<string, Guard>>;

/** What is paid for a type of resource. */
export interface MeteredType {
  /** The type token. */
  readonly type: string;
  /** The vendor's page about what is paid for. */
  readonly source: string;
  /** Settings that make it something else, so that nothing of it is priced: it would be priced as what it is not. @default {} */
  readonly guards?: Guards;
  /** Settings that are paid for beside all else, for which the book has no price. @default {} */
  readonly gaps?: Guards;
  /** What it pays for. */
  readonly meters: readonly Meter[];
  /** The resource that says where it is, where it does not say so itself. @default its provider does */
  place?(reading: Reading): Inputs | undefined;
  /** What bounds it, where it runs something. `undefined`: nothing does. @default it does as much as what runs around it asks for */
  cap?(reading: Reading): Cap | undefined;
}

import type { Cloud } from "fourfold";

/** Why a cloud differs from the others. */
export interface Ground {
  readonly reason: string;
  /** The vendor's page, or its code, that says so. */
  readonly source: string;
}

/** What a cloud does instead of the behaviour, as its vendor documents it. */
export interface Exception<T> extends Ground {
  /** What happens there instead. */
  run(target: T): Promise<void>;
}

/** Thrown by a behaviour that turns out not to apply to its target. The message is the reason. */
export class NotChecked extends Error {
  override readonly name = "NotChecked";
}

/** One thing that a deployment does in the same way on every cloud, as seen through a target `T`. */
export interface Behaviour<T> {
  readonly name: string;
  /** The standard that requires it. */
  readonly source?: string;
  readonly except?: { readonly [C in Cloud]?: Exception<T> };
  run(target: T): Promise<void>;
}

/** What to expect on a cloud: the behaviour, or what the cloud does instead. */
export interface Expectation<T> {
  readonly name: string;
  run(target: T): Promise<void>;
  /** Why it is an exception, where it is one. */
  readonly exception?: Ground;
}

/** What a behaviour expects on a cloud. */
export function expectationOf<T>({ name, run, except }: Behaviour<T>, cloud: Cloud): Expectation<T> {
  const exception = except?.[cloud];
  if (exception === undefined) return { name, run };
  const { reason, source } = exception;
  return { name, run: exception.run, exception: { reason, source } };
}

/** Behaviours about one subject. */
export interface Group<B> {
  readonly subject: string;
  readonly behaviours: readonly B[];
}

/**
 * What functions of one trigger must do on every cloud: one folder here, and one line in the list of capabilities. The folder has
 * the sets that are deployed, their handlers, the behaviours, and how a target is reached.
 */
export interface Capability<B extends { readonly name: string } = { readonly name: string }> {
  /** The name of its trigger, and of its folder. */
  readonly name: string;
  readonly title: string;
  readonly groups: readonly Group<B>[];
}

import type { Cloud } from "fourfold";

/** Why a cloud differs from the others. */
export interface Ground {
  readonly reason: string;
  /** The vendor's page, or its code, that says so. */
  readonly source: string;
}

/** A cloud's own, documented way, where it is not the behaviour. */
export interface Exception<T> extends Ground {
  /** What happens there instead. */
  run(target: T): Promise<void>;
}

/** Thrown by a behaviour that finds out that it is not about what it was tried on. The message is the reason. */
export class NotChecked extends Error {
  override readonly name = "NotChecked";
}

/** One thing that what is deployed does, on every cloud alike, for whoever can reach it as a target `T`. */
export interface Behaviour<T> {
  readonly name: string;
  /** The standard that asks for it. */
  readonly source?: string;
  readonly except?: { readonly [C in Cloud]?: Exception<T> };
  run(target: T): Promise<void>;
}

/** What is to be seen at a cloud: the behaviour, or what the cloud does instead. */
export interface Expectation<T> {
  readonly name: string;
  run(target: T): Promise<void>;
  /** The ground of an exception, where it is one. */
  readonly exception?: Ground;
}

/** What a behaviour comes to on a cloud. */
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

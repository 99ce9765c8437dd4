import type { Reader } from "./reader.ts";

/** Where a program constructs a resource. */
export interface Position {
  /** Relative to the project's folder. */
  readonly file: string;
  readonly line: number;
  /** @default nobody has noted it */
  readonly column?: number | undefined;
}

/** A resource of any Pulumi program, as rules see it. */
export interface Subject {
  readonly urn: string;
  /** Its type token, such as `aws:lambda/function:Function`. */
  readonly type: string;
  /** Its logical name. */
  readonly name: string;
  /** The URN of the component that it is in. @default it is in none */
  readonly parent?: string | undefined;
  /** What its provider receives. */
  readonly inputs: Reader;
  /** What its provider answers, and what a component registers. */
  readonly outputs: Reader;
  /** Whether Pulumi refuses to delete it: https://www.pulumi.com/docs/iac/concepts/resources/options/protect/ */
  readonly isProtected: boolean;
  /** The URNs that each property has its value from. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** @default nobody has noted it */
  readonly position?: Position | undefined;
}

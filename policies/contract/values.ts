import { type Fields, unknown } from "../../kit/cost/resources/resource.ts";

export { type Fields, unknown };

/** What is in a {@link Secret} of a state whose secrets are encrypted. */
export const encrypted: unique symbol = Symbol("encrypted");

/** A value that Pulumi keeps secret. It is read like any other, and never printed. */
export class Secret {
  /** {@link encrypted}, where nobody has the key. */
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

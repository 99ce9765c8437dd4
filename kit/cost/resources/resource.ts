/** A resource of any Pulumi program, as a preview, a state or the engine in memory knows it. */
export interface CostedResource {
  readonly urn: string;
  /** Its type token, such as `aws:lambda/function:Function`. */
  readonly type: string;
  /** Its logical name. */
  readonly name: string;
  /** The URN of the component that it is in. @default it is in none */
  readonly parent?: string | undefined;
  /** What its provider receives. What is not known before the deployment is {@link unknown}. */
  readonly inputs: Fields;
  /** What others know it by, such as its id and its ARN, as far as that is known. @default [] */
  readonly ids?: readonly string[];
  /** The URNs that each property has its value from. */
  readonly sources: Readonly<Record<string, readonly string[]>>;
  /** What its provider is configured with. @default {} */
  readonly provider?: Fields | undefined;
}

export type Fields = Readonly<Record<string, unknown>>;

/** A value that is not known before the deployment. */
export const unknown: unique symbol = Symbol("unknown");

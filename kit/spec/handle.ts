/**
 * What another stack, set or tool needs to know of a deployed resource. Plain strings, so that it can be a stack output:
 * a set of another stack takes it as a binding.
 */
export interface Handle {
  /** The kind of resource: `"function"`, `"param"`. */
  readonly kind: string;
  /** The cloud it lives on: `"aws"`, `"gcp"`, `"azure"` or `"cloudflare"`. */
  readonly cloud: string;
  /** The cloud's own identifier: an ARN, a resource name, a resource id, a script name. */
  readonly id: string;
  /** What else a user of the resource needs, by name. */
  readonly attributes: { readonly [name: string]: string };
}

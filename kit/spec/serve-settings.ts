import type { SettledCors } from "./cors.ts";
import type { Resource } from "./resources.ts";

/** A resource that a function may use. */
export interface SettledLink {
  readonly kind: Resource["kind"];
  /** What the function may do with it. */
  readonly verbs: readonly string[];
}

/**
 * What a function is started with: decided at deployment, the same for every request. It stands in the function's code,
 * so that what runs needs nothing else of its set.
 */
export interface ServeSettings {
  /** How long the platform lets one request take, in seconds. */
  readonly timeout: number;
  /** Whether responses are sent while they are made. */
  readonly streaming: boolean;
  /** Largest request body, in bytes. */
  readonly maxBody: number;
  /** Cross-origin access. @default none */
  readonly cors?: SettledCors;
  /** What the function may use, by the name of the resource. @default {} */
  readonly links?: { readonly [resource: string]: SettledLink };
}

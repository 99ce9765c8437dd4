import type { Resource } from "./resources/index.ts";
import type { TriggerName, TriggerSettings } from "./triggers/index.ts";

/** A resource that a function may use. */
export interface SettledLink {
  readonly kind: Resource["kind"];
  /** What the function may do with it. */
  readonly verbs: readonly string[];
  /** Of a secret: it is random bytes in Base64, and anything else is not its value. @default any text is */
  readonly generated?: true;
  /** Of a table: the set does not make it, and perhaps no set does. @default the set makes it */
  readonly bound?: true;
}

/** What a function is started with, whatever triggers it. */
export interface StartSettings {
  /** How long the platform lets one run take, in seconds. */
  readonly timeout: number;
  /** What the function may use, by the name of the resource. @default {} */
  readonly links?: { readonly [resource: string]: SettledLink };
}

/**
 * What a function is started with: decided at deployment, the same for every run. It is part of the function's code, which needs
 * nothing else of its set. The settings of its trigger have the trigger's name as their key.
 */
export type ServeSettings<T extends TriggerName = TriggerName> = StartSettings & Pick<TriggerSettings, T>;

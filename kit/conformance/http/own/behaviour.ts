import type { Behaviour } from "../../behaviour.ts";
import type { OwnTarget } from "./target.ts";

/**
 * One thing that every HTTP function does, whatever its app is. It may send nothing that has an effect: only requests that are
 * answered before they reach the app, and safe methods, https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1
 */
export interface OwnBehaviour extends Omit<Behaviour<OwnTarget>, "except"> {
  /** How many requests it sends at most. @default 1 */
  readonly requests?: number;
  /** Whether it can only be seen in the function's log. @default false */
  readonly readsLogs?: boolean;
  /** Why it cannot be checked at a function. @default it can */
  readonly obstacleTo?: (target: OwnTarget) => string | undefined;
}

/** Behaviours about one subject. */
export interface OwnGroup {
  readonly subject: string;
  /** Those that apply to a function with its settings and routes. */
  behavioursOf(target: OwnTarget): readonly OwnBehaviour[];
}

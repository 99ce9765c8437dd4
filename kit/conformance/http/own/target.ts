import type { HttpSettings, RoutedPattern } from "fourfold";
import { type Deployed, type Target, toTarget } from "../target.ts";
import { type OwnPaths, pathsOf } from "./paths.ts";

/** What is known of a deployed HTTP function of anyone's set, besides what it does. */
export interface OwnFunction extends Omit<Deployed, "routed" | "streaming"> {
  /** Its name in the set. */
  readonly function: string;
  /** Which path leads to which function of its set, the most specific first. Empty: every path leads to it. */
  readonly patterns: readonly RoutedPattern[];
  /** What it was deployed with. Undefined where that is not known. */
  readonly settings: HttpSettings | undefined;
}

/** An HTTP function of anyone's set that behaviours are checked on. */
export interface OwnTarget extends Target {
  readonly function: string;
  readonly paths: OwnPaths;
  readonly settings: HttpSettings | undefined;
}

/** Adds the ways to call a function. */
export function toOwnTarget({ function: name, patterns, settings, ...deployed }: OwnFunction): OwnTarget {
  const paths = pathsOf(name, patterns);
  const target = toTarget({ ...deployed, streaming: settings?.streaming ?? false });
  return { ...target, function: name, paths, settings };
}

/** Calls a function without knowing what it does: at a path that it has no route for, or for the options of one of its paths. */
export function probe({ ask, paths }: OwnTarget, init: RequestInit = {}): Promise<Response> {
  const { unknown, routed } = paths;
  return unknown === undefined ? ask(routed[0]?.path ?? "/", { method: "OPTIONS", ...init }) : ask(unknown, init);
}

import type { Cloud, PerCloud } from "./clouds.ts";
import { FourfoldError } from "./errors.ts";

/** How a cloud supports a feature: natively, with a stated difference, or not at all. */
export type Support =
  | { readonly state: "native"; readonly source: string }
  | { readonly state: "adapted"; readonly difference: string; readonly source: string }
  | { readonly state: "refused"; readonly reason: string; readonly instead: string; readonly source: string };

/** One thing that a function set can ask for. */
export interface Feature {
  /** What it is, as the support table says it. */
  readonly title: string;
  readonly clouds: PerCloud<Support>;
}

/** A cloud supports it natively. */
export const native = (source: string): Support => ({ state: "native", source });
/** A cloud supports it with a difference. */
export const adapted = (difference: string, source: string): Support => ({ state: "adapted", difference, source });
/** A cloud does not support it. */
export const refused = (reason: string, instead: string, source: string): Support => ({
  state: "refused",
  reason,
  instead,
  source,
});

/**
 * Refuses a feature that a cloud does not have.
 * @throws FourfoldError `ERR_UNSUPPORTED` with the reason and the way out.
 */
export function requireFeature({ title, clouds }: Feature, cloud: Cloud, where: string): void {
  const support = clouds[cloud];
  if (support.state !== "refused") return;
  throw new FourfoldError("ERR_UNSUPPORTED", {
    where,
    what: `${title} is not possible on ${cloud}: ${support.reason}.`,
    fix: support.instead,
  });
}

/** What a cloud does differently where a feature is asked for: sentences to be printed at preview. */
export function noteOnFeature({ title, clouds }: Feature, cloud: Cloud, where: string): readonly string[] {
  const support = clouds[cloud];
  if (support.state !== "adapted") return [];
  return [`${where}: ${title} on ${cloud}: ${support.difference} (${support.source}).`];
}

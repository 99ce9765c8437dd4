import type { PerCloud } from "./clouds.ts";

/** How a cloud does something: by itself, with a difference that is stated, or not at all. */
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

/** A cloud does it by itself. */
export const native = (source: string): Support => ({ state: "native", source });
/** A cloud does it with a difference. */
export const adapted = (difference: string, source: string): Support => ({ state: "adapted", difference, source });
/** A cloud cannot do it. */
export const refused = (reason: string, instead: string, source: string): Support => ({
  state: "refused",
  reason,
  instead,
  source,
});

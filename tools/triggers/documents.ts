import type { Cloud } from "fourfold";
import type { Cell } from "../markdown.ts";

/** A part of a document that is written by the code: between `<!-- begin NAME -->` and `<!-- end NAME -->`. */
export interface Generated {
  readonly file: string;
  readonly name: string;
  text(): string | Promise<string>;
}

/** What a trigger adds to documents: each file beside this one that has a trigger's name exports its own as `documents`. */
export interface TriggerDocuments {
  /** Rows of the limits, cloud by cloud. */
  readonly limits: readonly { readonly title: string; cell(cloud: Cloud): Cell }[];
  /** Parts of pages that are about this trigger alone. */
  readonly parts: readonly Generated[];
}

import type { Cloud } from "fourfold";
import type { Cell } from "../markdown.ts";

/** A generated part of a document: between `<!-- begin NAME -->` and `<!-- end NAME -->`. */
export interface Generated {
  readonly file: string;
  readonly name: string;
  text(): string | Promise<string>;
}

/** What a trigger adds to documents: each file in this folder with a trigger's name exports it as `documents`. */
export interface TriggerDocuments {
  /** Rows of the limits, cloud by cloud. */
  readonly limits: readonly { readonly title: string; cell(cloud: Cloud): Cell }[];
  /** Parts of pages that are only about this trigger. */
  readonly parts: readonly Generated[];
}

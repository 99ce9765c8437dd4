import type { Subject } from "../subject/subject.ts";

/** Which is compared with which. */
export type Pair = readonly [ours: Subject, theirs: Subject];

/** The subjects of pairs, each once. */
export function subjectsOf(pairs: readonly Pair[]): readonly Subject[] {
  return [...new Set(pairs.flat())];
}

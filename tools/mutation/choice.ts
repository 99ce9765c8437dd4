import { createHash } from "node:crypto";
import type { Mutant } from "./places.ts";

/**
 * The seed of the sample: `MUTATION_SEED`, or the builders themselves. So runs repeat as long as these are the same, and every
 * change of a builder tries other mutants.
 */
export function seedOf(mutants: readonly Mutant[]): string {
  return process.env.MUTATION_SEED ?? hash(mutants.map(({ source }) => source).join("")).slice(0, 8);
}

/** A sample of mutants, the same for the same seed. */
export function choose(mutants: readonly Mutant[], count: number, seed: string): readonly Mutant[] {
  const keyed = mutants.map((mutant) => ({ mutant, key: hash(`${seed} ${mutant.id}`) }));
  const shuffled = keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return shuffled.map(({ mutant }) => mutant).slice(0, count);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

import { createHash } from "node:crypto";
import type { Mutant } from "./places.ts";

/**
 * What decides about the sample: `MUTATION_SEED`, or the builders themselves. So a run repeats as long as they are the
 * same, and every change of a builder tries others.
 */
export function seedOf(mutants: readonly Mutant[]): string {
  const hash = createHash("sha256");
  for (const { source } of mutants) hash.update(source);
  return process.env.MUTATION_SEED ?? hash.digest("hex").slice(0, 8);
}

/** A sample of one builder's mutants, the same for the same seed. Of one, because each builder's tests are tried first. */
export function choose(mutants: readonly Mutant[], count: number, seed: string): readonly Mutant[] {
  const files = Map.groupBy(mutants, ({ file }) => file);
  const large = [...files.values()].filter((own) => own.length >= count);
  const [own = mutants] = shuffled(large, seed, ([first]) => first?.file ?? "");
  return shuffled(own, seed, ({ id }) => id).slice(0, count);
}

function shuffled<T>(items: readonly T[], seed: string, nameOf: (item: T) => string): readonly T[] {
  const keyed = items.map((item) => ({
    item,
    key: createHash("sha256")
      .update(`${seed} ${nameOf(item)}`)
      .digest("hex"),
  }));
  return keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item);
}

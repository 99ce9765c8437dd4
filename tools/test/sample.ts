import { createHash } from "node:crypto";

/** So many of some names, the same for the same seed, whatever the others are; in their order. */
export function sampled(names: readonly string[], count: number, seed: string): readonly string[] {
  const keyed = names.map((name) => ({ name, key: createHash("sha256").update(`${seed} ${name}`).digest("hex") }));
  const chosen = new Set(
    keyed
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .slice(0, count)
      .map(({ name }) => name),
  );
  return names.filter((name) => chosen.has(name));
}

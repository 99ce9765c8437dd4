import { createHash, randomInt } from "node:crypto";

/** Draws a whole number from 0 up to, but without, a limit. */
export type Chance = (limit: number) => number;

/** Real chance, fit for passwords. */
export const cryptographic: Chance = (limit) => randomInt(limit);

/** The same numbers for the same seed. They are not those that the vendor's provider draws from it. */
export function seeded(seed: string): Chance {
  let count = 0;
  return (limit) => {
    const digest = createHash("sha256").update(`${seed}:${count++}`).digest();
    // 48 bits over a small limit: the bias is far below what anyone could see.
    return digest.readUIntBE(0, 6) % limit;
  };
}

/** A new list with the same items in another order. https://en.wikipedia.org/wiki/Fisher%E2%80%93Yates_shuffle */
export function shuffle<T>(items: readonly T[], chance: Chance): readonly T[] {
  const shuffled = [...items];
  const moved: T[] = [];
  while (shuffled.length > 0) moved.push(...shuffled.splice(chance(shuffled.length), 1));
  return moved;
}

/** One item of a list that has some. */
export function pick<T>(items: readonly T[], chance: Chance): readonly T[] {
  const index = chance(items.length);
  return items.slice(index, index + 1);
}

import { createHash } from "node:crypto";

/** Numbers that look like chance, and are the same for the same seed. */
export interface Chance {
  /** From 0 to 1, without 1. */
  share(): number;
  /** A whole number from 0, less than this. */
  below(most: number): number;
  /** One of a list, which is not empty. */
  of<T>(all: readonly T[]): T;
}

export function createChance(...seed: readonly (string | number)[]): Chance {
  let count = 0;
  const share = () => {
    count += 1;
    return (
      createHash("sha256")
        .update(`${seed.join(" ")} ${count}`)
        .digest()
        .readUInt32BE() /
      2 ** 32
    );
  };
  const below = (most: number) => Math.floor(share() * most);
  return {
    share,
    below,
    of<T>(all: readonly T[]): T {
      const found = all[below(all.length)];
      if (found === undefined) throw new RangeError("Chance cannot choose from nothing.");
      return found;
    },
  };
}

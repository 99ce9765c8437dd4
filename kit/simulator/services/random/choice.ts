import { cryptographic, seeded, shuffle } from "./chance.ts";
import { createRandomType, numberOf, sourceOf } from "./random-type.ts";

/** A whole number of a range, both ends included. */
export const randomInteger = createRandomType({
  name: "RandomInteger",
  inputs: ["max", "min", "seed"],
  example: { min: 1, max: 6 },
  constraints: [
    {
      property: "max",
      rule: "must be at least `min`",
      source: sourceOf("RandomInteger"),
      accepts: (max, { min }) => typeof max === "number" && (typeof min !== "number" || max >= min),
      refused: { min: 7 },
    },
  ],
  draw(inputs) {
    const min = numberOf(inputs, "min", 0);
    const { seed } = inputs;
    const chance = typeof seed === "string" && seed !== "" ? seeded(seed) : cryptographic;
    const result = min + chance(numberOf(inputs, "max", min) - min + 1);
    return { id: String(result), outputs: { result } };
  },
});

/** Items of a list in another order. More results than items repeat them, each about equally often. */
export const randomShuffle = createRandomType({
  name: "RandomShuffle",
  inputs: ["inputs", "resultCount", "seed"],
  example: { inputs: ["a", "b", "c"] },
  draw({ inputs: given, resultCount, seed }) {
    const items: readonly unknown[] = Array.isArray(given) ? given : [];
    const wanted = typeof resultCount === "number" ? resultCount : items.length;
    const chance = typeof seed === "string" && seed !== "" ? seeded(seed) : cryptographic;
    const results: unknown[] = [];
    while (results.length < wanted && items.length > 0) results.push(...shuffle(items, chance));
    return { id: "-", outputs: { results: results.slice(0, wanted) } };
  },
});

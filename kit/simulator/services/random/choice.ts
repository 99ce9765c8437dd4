import { listAt, numberAt } from "../../contract/read.ts";
import type { Properties } from "../../contract.ts";
import { type Chance, cryptographic, seeded, shuffle } from "./chance.ts";
import { createRandomType, sourceOf } from "./random-type.ts";

function chanceOf({ seed }: Properties): Chance {
  return typeof seed === "string" && seed !== "" ? seeded(seed) : cryptographic;
}

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
  once: {
    result({ inputs }) {
      const min = numberAt(inputs, "min") ?? 0;
      return min + chanceOf(inputs)((numberAt(inputs, "max") ?? min) - min + 1);
    },
  },
  id: ({ once }) => String(once.result),
});

/** Items of a list in another order. More results than items repeat them, each about equally often. */
export const randomShuffle = createRandomType({
  name: "RandomShuffle",
  inputs: ["inputs", "resultCount", "seed"],
  example: { inputs: ["a", "b", "c"] },
  once: {
    results({ inputs }) {
      const items = listAt(inputs, "inputs");
      const wanted = numberAt(inputs, "resultCount") ?? items.length;
      const chance = chanceOf(inputs);
      const results: string[] = [];
      while (results.length < wanted && items.length > 0) results.push(...shuffle(items, chance));
      return results.slice(0, wanted);
    },
  },
  id: () => "-",
});

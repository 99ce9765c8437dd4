import { numberAt, textAt } from "../../contract/read.ts";
import { cryptographic, pick } from "./chance.ts";
import { createRandomType } from "./random-type.ts";

const adverbs =
  "boldly calmly deeply gladly kindly lately mainly neatly nicely openly purely rarely safely truly warmly";
const adjectives =
  "able brave bright calm clever crisp eager fair fine gentle glad grand happy keen kind light lucky merry noble proud quick";
const animals =
  "badger beetle cat cod crane deer dove eagle falcon finch fox goose hare heron horse jay koala lark lion lynx mole moth otter owl";

const words = {
  adverbs: adverbs.split(" "),
  adjectives: adjectives.split(" "),
  animals: animals.split(" "),
};

/** A name such as `gladly-brave-otter`: an animal, before it an adjective, and before that adverbs. Its id is the name. */
export const randomPet = createRandomType({
  name: "RandomPet",
  inputs: ["length", "prefix", "separator"],
  example: {},
  id({ inputs }) {
    const length = numberAt(inputs, "length") ?? 2;
    const kinds = Array.from({ length }, (_, index) => {
      if (index === length - 1) return words.animals;
      return index === length - 2 ? words.adjectives : words.adverbs;
    });
    const prefix = textAt(inputs, "prefix") ?? "";
    const drawn = kinds.flatMap((kind) => pick(kind, cryptographic));
    return [...(prefix === "" ? [] : [prefix]), ...drawn].join(textAt(inputs, "separator") ?? "-");
  },
});

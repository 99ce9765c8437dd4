import { numberAt, textAt } from "../../contract/read.ts";
import type { Constraint, Properties } from "../../contract.ts";
import { cryptographic, pick, shuffle } from "./chance.ts";
import { createRandomType, sourceOf } from "./random-type.ts";

/** Kinds of characters: what switches them off, what asks for some of them, and the characters. */
const kinds = [
  { use: "upper", least: "minUpper", characters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ" },
  { use: "lower", least: "minLower", characters: "abcdefghijklmnopqrstuvwxyz" },
  { use: "numeric", least: "minNumeric", characters: "0123456789" },
  { use: "special", least: "minSpecial", characters: "!@#$%&*()-_=+[]{}<>:?" },
] as const;

const textInputs = ["length", "number", "overrideSpecial", ...kinds.flatMap(({ use, least }) => [use, least])];

function leastLength(inputs: Properties): number {
  return kinds.reduce((sum, { least }) => sum + (numberAt(inputs, least) ?? 0), 0);
}

function lengthRule(name: string): Constraint {
  return {
    property: "length",
    rule: "must be a whole number, at least 1 and at least minUpper + minLower + minNumeric + minSpecial",
    source: sourceOf(name),
    accepts: (length, inputs) => Number.isInteger(length) && Number(length) >= Math.max(1, leastLength(inputs)),
    refused: { length: 3, minLower: 2, minUpper: 2 },
  };
}

/** Draws the characters asked for of each kind, fills up from all kinds in use, and mixes them. */
function drawText(inputs: Properties): string {
  // `number` is the old name of `numeric`.
  const uses = (use: string) => inputs[use] !== false && !(use === "numeric" && inputs.number === false);
  const used = kinds
    .filter(({ use }) => uses(use))
    .map(({ use, least, characters }) => ({
      least: numberAt(inputs, least) ?? 0,
      characters: use === "special" ? (textAt(inputs, "overrideSpecial") ?? characters) : characters,
    }));
  const drawn = used.flatMap(({ least, characters }) => drawFrom(characters, least));
  const rest = drawFrom(
    used.map(({ characters }) => characters).join(""),
    (numberAt(inputs, "length") ?? 0) - drawn.length,
  );
  return shuffle([...drawn, ...rest], cryptographic).join("");
}

function drawFrom(characters: string, count: number): readonly string[] {
  if (characters === "") return [];
  return Array.from({ length: count }, () => pick([...characters], cryptographic)).flat();
}

/** A random text, which is no secret. Its id is the text. */
export const randomString = createRandomType({
  name: "RandomString",
  inputs: textInputs,
  example: { length: 16 },
  constraints: [lengthRule("RandomString")],
  id: ({ inputs }) => drawText(inputs),
  outputs: ({ id }) => ({ result: id }),
});

/** bcrypt takes no more bytes than these. */
const bcryptLimit = 72;

/** A random text that is secret, with its bcrypt hash. */
export const randomPassword = createRandomType({
  name: "RandomPassword",
  inputs: textInputs,
  example: { length: 16 },
  constraints: [lengthRule("RandomPassword")],
  id: () => "none",
  async outputs({ inputs }) {
    const result = drawText(inputs);
    // Loaded here, because only passwords need it.
    const { hash } = await import("bcryptjs");
    return { result, bcryptHash: await hash(result.slice(0, bcryptLimit), 10) };
  },
});

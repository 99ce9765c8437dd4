import { UnreadableInput } from "../resources/inputs.ts";

/** A property with a value that the book of prices has nothing for: what it costs is unknown, and never taken for another price. */
export const noPrice = (property: string, value: string): UnreadableInput =>
  new UnreadableInput(property, `is ${value === "" ? "not said" : `"${value}"`}, for which the book has no price`);

/** A property whose use has a price of its own, which the book does not have. */
export const unknownPrice = (property: string): UnreadableInput =>
  new UnreadableInput(property, "has a price that the book does not know");

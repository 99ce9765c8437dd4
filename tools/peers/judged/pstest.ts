import type { Judgement } from "../verdict.ts";
import { filters as source } from "./pages.ts";

const peer = "pstest";

export const judgedOfPstest: readonly Judgement[] = [
  {
    peer,
    about: [
      ...["kind", "attributes", "attributes.kind", "data:a", 'hasPrefix(attributes:kind, "a")'],
      ...['hasSuffix(attributes.kind, "a")', 'HASPREFIX(attributes.kind, "a")'],
    ],
    right: "Fourfold",
    why: "A condition is attributes:key, attributes.key with = or !=, or hasPrefix(attributes.key, value); pstest takes others and matches nothing.",
    source,
  },
  {
    peer,
    about: ["attributes.kind = new", 'attributes.kind = "new'],
    right: "Fourfold",
    why: "The value must be a string literal.",
    source,
  },
  {
    peer,
    about: ["attributes:a AND attributes:b OR attributes:c", "attributes:a OR attributes:b AND attributes:c"],
    right: "Fourfold",
    why: "AND and OR are combined with parentheses.",
    source,
  },
  {
    peer,
    about: ['attributes."kind" = "new"', 'hasPrefix(attributes."kind", "n")'],
    right: "Fourfold",
    why: "A key may be a string literal.",
    source,
  },
  {
    peer,
    about: [
      ...['attributes:"gr\\u00f6\\u00dfe"', 'attributes.kind = "\\u006eew"'],
      ...['attributes.kind = "\\x6eew"', 'attributes.kind = "\\156ew"'],
    ],
    right: "Fourfold",
    why: "String literals have Unicode, hexadecimal and octal escape sequences.",
    source,
  },
  {
    peer,
    about: ["attributes:AND", "NOT NOT attributes:a", "--attributes:a", 'attributes.shop.kind = "a"'],
    right: "open",
    why: "The page does not say. A period is not among the characters of a key without quotation marks; we refuse what is doubly negated without parentheses, and take AND as a key.",
    source,
  },
];

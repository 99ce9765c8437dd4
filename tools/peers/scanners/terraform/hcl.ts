import { type Fields, isFields } from "../../../../policies/contract/values.ts";
import type { Planned } from "./plan.ts";

/** A literal. What a template would replace is escaped: https://developer.hashicorp.com/terraform/language/expressions/strings */
const literal = (value: unknown): string => JSON.stringify(value).replaceAll(/[$%](?=\{)/g, "$&$&");

const areBlocks = (value: unknown): value is readonly Fields[] =>
  Array.isArray(value) && value.length > 0 && value.every(isFields);

function linesOf(values: Fields): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (!areBlocks(value)) return [`${name} = ${literal(value)}`];
    return value.flatMap((block) => [`${name} {`, ...linesOf(block), "}"]);
  });
}

/** Resources in Terraform's language: https://developer.hashicorp.com/terraform/language/syntax/configuration */
export function hclOf(all: readonly Planned[]): string {
  const resources = all.map(({ named, values, expressions }) => {
    const from = Object.entries(expressions).filter(([name]) => !(name in values));
    const references = from.map(([name, { references }]) => `${name} = ${references[0]}`);
    return [`resource "${named.type}" "${named.name}" {`, ...linesOf(values), ...references, "}"].join("\n");
  });
  return `${resources.join("\n\n")}\n`;
}

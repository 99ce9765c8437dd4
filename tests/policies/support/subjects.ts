import { Reader } from "../../../policies/contract/reader.ts";
import type { Neighbour, Surroundings } from "../../../policies/contract/rule.ts";
import type { Subject } from "../../../policies/contract/subject.ts";
import type { Fields } from "../../../policies/contract/values.ts";

export const urnOf = (name: string): string => `urn:pulumi:dev::shop::${name}`;

const urnsOf = (sources: Readonly<Record<string, string>>): Subject["sources"] =>
  Object.fromEntries(Object.entries(sources).map(([property, name]) => [property, [urnOf(name)]]));

/** A resource, as rules see it. */
export function subjectOf(
  type: string,
  name: string,
  inputs: Fields,
  given: Surroundings & { in?: string } = {},
): Subject {
  const { outputs = {}, isProtected = false, sources = {}, in: component } = given;
  return {
    ...{ urn: urnOf(name), type, name, isProtected, sources: urnsOf(sources) },
    ...{ inputs: new Reader(inputs), outputs: new Reader(outputs) },
    parent: component === undefined ? undefined : urnOf(component),
  };
}

export const neighbourOf = ({ type, name, inputs = {}, outputs = {}, sources = {} }: Neighbour): Subject =>
  subjectOf(type, name, inputs, { outputs, sources });

import type { CostedResource, Fields } from "../../../kit/cost/resources/resource.ts";

/** What a test says of a resource. */
interface Described extends Partial<Omit<CostedResource, "type" | "name" | "inputs" | "parent">> {
  /** The name of the component that it is in. @default it is in none */
  readonly in?: string;
}

const urnOf = (name: string) => `urn:pulumi:dev::shop::${name}`;

/** A resource of a program, in a region of its provider. */
export function resourceOf(type: string, name: string, inputs: Fields = {}, described: Described = {}): CostedResource {
  const { in: component, ...others } = described;
  const parent = component === undefined ? {} : { parent: urnOf(component) };
  return { urn: urnOf(name), type, name, inputs, sources: {}, ...parent, ...others };
}

/** The URNs of the resources that properties have their values from, by their names. */
export function sourcesOf(from: Readonly<Record<string, string>>): CostedResource["sources"] {
  return Object.fromEntries(Object.entries(from).map(([property, name]) => [property, [urnOf(name)]]));
}

/** The URN that {@link resourceOf} gives a name. */
export { urnOf };

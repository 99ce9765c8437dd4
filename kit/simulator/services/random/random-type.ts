import type { Created, Properties, ResourceType } from "../../contract.ts";

/** What one kind of random value is. */
export interface RandomType {
  /** The class in the SDK: `RandomId`. */
  readonly name: string;
  /** Every input apart from `keepers`. Changing any of them makes a new value. */
  readonly inputs: readonly string[];
  readonly constraints?: ResourceType["constraints"];
  readonly example: Properties;
  draw(inputs: Properties): Created | Promise<Created>;
}

/** Makes a resource type of a kind of random value. */
export function createRandomType({ name, inputs, constraints = [], example, draw }: RandomType): ResourceType {
  const all = [...inputs, "keepers"];
  return {
    token: `random:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`,
    source: sourceOf(name),
    replaceOn: all,
    stateless: true,
    properties: Object.fromEntries(all.map((input) => [input, "simulated"])),
    constraints,
    example,
    create: (request) => draw(request.inputs),
  };
}

/** The vendor's page of a class. */
export function sourceOf(name: string): string {
  return `https://www.pulumi.com/registry/packages/random/api-docs/${name.toLowerCase()}/`;
}

/** A numeric input, or what the provider takes when there is none. */
export function numberOf(inputs: Properties, name: string, otherwise: number): number {
  const value = inputs[name];
  return typeof value === "number" ? value : otherwise;
}

/** A text input, or what the provider takes when there is none. */
export function textOf(inputs: Properties, name: string, otherwise: string): string {
  const value = inputs[name];
  return typeof value === "string" ? value : otherwise;
}

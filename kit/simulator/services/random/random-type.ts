import type { ResourceType } from "../../contract.ts";
import { simulated } from "../rules.ts";

/** What one kind of random value is. */
export interface RandomType extends Pick<ResourceType, "example" | "once" | "id" | "outputs"> {
  /** The class in the SDK: `RandomId`. */
  readonly name: string;
  /** Every input apart from `keepers`. Changing any of them makes a new value. */
  readonly inputs: readonly string[];
  readonly constraints?: ResourceType["constraints"];
}

/** Makes a resource type of a kind of random value. */
export function createRandomType({ name, inputs, constraints = [], ...type }: RandomType): ResourceType {
  const all = [...inputs, "keepers"];
  return {
    token: `random:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`,
    source: sourceOf(name),
    replaceOn: all,
    stateless: true,
    properties: simulated(...all),
    constraints,
    ...type,
  };
}

/** The vendor's page of a class. */
export function sourceOf(name: string): string {
  return `https://www.pulumi.com/registry/packages/random/api-docs/${name.toLowerCase()}/`;
}

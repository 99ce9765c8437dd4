import type { Service, StoredResource, Variables } from "../contract.ts";

/** What the services of a cloud give to each function. */
export type Environment = (fn: Pick<StoredResource, "id" | "inputs" | "scope">) => Promise<Variables>;

/** @param services - Asked when a function is deployed, since what runs functions is one of them. */
export function environmentFrom(services: () => readonly Service[]): Environment {
  return async (fn) => {
    const parts = await Promise.all(services().map((service) => service.environment?.(fn) ?? {}));
    return Object.assign({}, ...parts);
  };
}

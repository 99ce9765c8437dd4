import type { Service, StoredResource, Variables } from "../contract.ts";

/** The variables that the services of a cloud add to a function's environment. */
export type Environment = (fn: Pick<StoredResource, "id" | "inputs" | "scope">) => Promise<Variables>;

/** @param services - Called when a function is deployed, since the service that runs functions is one of them. */
export function environmentFrom(services: () => readonly Service[]): Environment {
  return async (fn) => {
    const parts = await Promise.all(services().map((service) => service.environment?.(fn) ?? {}));
    return Object.assign({}, ...parts);
  };
}

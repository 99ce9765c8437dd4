import type { CostedResource, Fields } from "../../../kit/cost/resources/resource.ts";
import { consumed, type Usage, withoutPrice } from "./metered.ts";
import { resourceOf, sourcesOf } from "./program.ts";

/** The names of the resources that properties have their values from. */
type From = Readonly<Record<string, string>>;

/** A resource of Azure in West Europe. */
export const azure = (type: string, name: string, inputs: Fields = {}, from: From = {}): CostedResource =>
  resourceOf(`azure-native:${type}`, name, { location: "westeurope", ...inputs }, { sources: sourcesOf(from) });

/** A resource of Azure that does not say where it is. */
export const inside = (type: string, name: string, inputs: Fields, from: From): CostedResource =>
  azure(type, name, { location: undefined, ...inputs }, from);

/** What a resource alone consumes, and what of it has no price. */
export const alone = (type: string) => ({
  pays: (inputs: Fields, usage: Usage = {}) => consumed([azure(type, "one", inputs)], "one", usage),
  lacks: (inputs: Fields, usage: Usage = {}) => withoutPrice([azure(type, "one", inputs)], "one", usage),
});

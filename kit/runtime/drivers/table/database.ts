import type { Environment, OpenLink } from "../../links.ts";
import { type DatabaseBinding, isDatabase } from "../../tables/stores/d1/binding.ts";

/** The database of a linked table, by the name of the binding. @throws FourfoldError `ERR_LINK` */
export function databaseOf({ name, fail }: OpenLink, bindings: Environment, address: string): DatabaseBinding {
  const binding = bindings[address];
  if (isDatabase(binding)) return binding;
  throw fail(`${address} is not a binding to the database of the table "${name}".`);
}

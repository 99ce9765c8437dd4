import { FourfoldError, requireShape } from "fourfold";
import { isLater } from "../inputs.ts";
import { properties } from "./properties.ts";

/**
 * Refuses arguments whose properties are misspelt, missing or of another type, at every depth: all of them at once.
 *
 * @param name - The interface that they must have: `"FunctionArgs"`.
 * @param where - How errors name the component.
 * @throws FourfoldError `ERR_ARGUMENT`
 */
export function requireArguments(args: unknown, name: keyof typeof properties, where: string): void {
  requireShape(args, name, { interfaces: properties, isLater }, "ERR_ARGUMENT", where);
}

/**
 * The name of a component, which plain JavaScript can leave out.
 * @throws FourfoldError `ERR_ARGUMENT`
 */
export function requireName(name: string, component: string): string {
  if (typeof name === "string" && name !== "") return name;
  throw new FourfoldError("ERR_ARGUMENT", {
    where: component,
    what: "it has no name.",
    fix: `Pass one first: \`new ${component}("shop", { … })\`.`,
  });
}

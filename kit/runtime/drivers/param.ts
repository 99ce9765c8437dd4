import { linkVariable } from "../../spec/environment/link-variable.ts";
import type { Driver } from "../links.ts";

/** A param is its value: JSON in an environment variable. */
export const open: Driver = ({ name, fail }, environment) => {
  const variable = linkVariable(name);
  const value = environment[variable];
  if (typeof value !== "string") throw fail(`the link "${name}" has no value in ${variable}.`);
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw fail(`${variable} of link "${name}" is not valid JSON.`, cause);
  }
};

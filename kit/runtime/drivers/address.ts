import { linkVariable } from "../../spec/environment/link-variable.ts";
import type { Environment, OpenLink } from "../links.ts";

/** The address of a linked resource: a string in the environment. @throws FourfoldError `ERR_LINK` */
export function addressOf({ name, kind, fail }: OpenLink, environment: Environment): string {
  const variable = linkVariable(name);
  const address = environment[variable];
  if (typeof address === "string" && address !== "") return address;
  throw fail(`${variable} does not say where the ${kind} "${name}" is.`);
}

/** What the environment says of a linked resource, as JSON. @throws FourfoldError `ERR_LINK` */
export function describedBy<T>(link: OpenLink, environment: Environment): T {
  const described = addressOf(link, environment);
  try {
    return JSON.parse(described);
  } catch (cause) {
    throw link.fail(`${linkVariable(link.name)} of link "${link.name}" is not valid JSON.`, cause);
  }
}

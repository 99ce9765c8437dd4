import { FourfoldError, linkVariable, type Resource, type ServeSettings, type SettledLink } from "../spec/index.ts";

/** Environment variables by name; on Workers, the bindings that are text. */
export type Environment = Readonly<Record<string, string | undefined>>;

type Reader = (value: string) => unknown;

/** How a link to each kind of resource becomes what the handler is handed. A capability adds its row here. */
const readers: Readonly<Record<Resource["kind"], Reader>> = {
  param: (value) => JSON.parse(value),
};

function readLink(where: string, name: string, { kind }: SettledLink, environment: Environment): unknown {
  const variable = linkVariable(name);
  const value = environment[variable];
  const fix = "Deploy the function again, with the value that `bind` gives; a test passes links to the handler itself.";
  if (value === undefined) {
    throw new FourfoldError("ERR_LINK", { where, what: `the link "${name}" has no value in ${variable}.`, fix });
  }
  try {
    return readers[kind](value);
  } catch (cause) {
    throw new FourfoldError("ERR_LINK", { where, what: `${variable} of link "${name}" is no JSON.`, fix, cause });
  }
}

/**
 * Reads the links of a function, once, when it starts.
 * @throws FourfoldError `ERR_LINK` naming the variable that is missing or cannot be read.
 */
export function readLinks(
  where: string,
  links: ServeSettings["links"],
  environment: Environment,
): Readonly<Record<string, unknown>> {
  const read = Object.entries(links ?? {}).map(([name, link]) => [name, readLink(where, name, link, environment)]);
  return Object.fromEntries(read);
}

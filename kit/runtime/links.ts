import { FourfoldError } from "../spec/errors.ts";
import type { SettledLink, StartSettings } from "../spec/index.ts";

/** Environment variables by name; on Workers, all bindings. */
export type Environment = Readonly<Record<string, unknown>>;

/** A link that is to be opened. */
export interface OpenLink extends SettledLink {
  /** The name of the resource in the set. */
  readonly name: string;
  /** What a driver throws when the deployment has not given it what it needs. */
  fail(what: string, cause?: unknown): FourfoldError;
}

/** Makes of a link what the handler is handed. There is one for each kind of resource: `drivers/<kind>.ts`. */
export type Driver = (link: OpenLink, environment: Environment) => unknown;

/** The drivers of the kinds that a function has links to: its entry names them, so that a bundle holds no others. */
export type Drivers = Readonly<Record<string, Driver>>;

/**
 * Opens the links of a function, once, when it starts.
 * @throws FourfoldError `ERR_LINK` naming what is missing or cannot be read.
 */
export function openLinks(
  where: string,
  links: StartSettings["links"],
  drivers: Drivers,
  environment: Environment,
): Readonly<Record<string, unknown>> {
  const fix = "Deploy the function again, with the value that `bind` gives; a test passes links to the handler itself.";
  const fail = (what: string, cause?: unknown) => new FourfoldError("ERR_LINK", { where, what, fix, cause });
  const open = Object.entries(links ?? {}).map(([name, link]) => {
    const driver = drivers[link.kind];
    if (driver === undefined) throw fail(`its code has nothing that opens the ${link.kind} "${name}".`);
    return [name, driver({ ...link, name, fail }, environment)];
  });
  return Object.fromEntries(open);
}

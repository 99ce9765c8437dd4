import { FourfoldError } from "../spec/errors.ts";
import type { SettledLink, StartSettings } from "../spec/index.ts";
import type { CurrentRun } from "./origin.ts";

/** Environment variables by name; on Workers, all bindings. */
export type Environment = Readonly<Record<string, unknown>>;

/** Does the work of a run, with that run as the current one. */
export type Enter = <T>(run: CurrentRun, work: () => T) => T;

/** A link to be opened. */
export interface OpenLink extends SettledLink {
  /** The name of the resource in the set. */
  readonly name: string;
  /** What a driver throws when the deployment has not given it what it needs. */
  fail(what: string, cause?: unknown): FourfoldError;
  /** Has every run of the function entered by `enter`: for a driver that must know which run it works for. */
  follow(enter: Enter): void;
}

/** Turns a link into what the handler is handed. Each kind of resource has one: `drivers/<kind>.ts`. */
export type Driver = (link: OpenLink, environment: Environment) => unknown;

/** The drivers of the kinds that a function has links to: its entry names them, so that a bundle holds no others. */
export type Drivers = Readonly<Record<string, Driver>>;

/** The links of a function that has started. */
export interface OpenedLinks {
  /** What its handler is made with. */
  readonly handed: Readonly<Record<string, unknown>>;
  /** Does the work of a run. */
  readonly enter: Enter;
}

/**
 * Opens the links of a function, once, when it starts.
 * @throws FourfoldError `ERR_LINK` naming what is missing or cannot be read.
 */
export function openLinks(
  where: string,
  links: StartSettings["links"],
  drivers: Drivers,
  environment: Environment,
): OpenedLinks {
  const fix = "Deploy the function again, with the value that `bind` gives; a test passes links to the handler itself.";
  const fail = (what: string, cause?: unknown) => new FourfoldError("ERR_LINK", { where, what, fix, cause });
  const followers: Enter[] = [];
  const follow = (enter: Enter) => void followers.push(enter);
  const open = Object.entries(links ?? {}).map(([name, link]) => {
    const driver = drivers[link.kind];
    if (driver === undefined) throw fail(`its code has nothing that opens the ${link.kind} "${name}".`);
    return [name, driver({ ...link, name, fail, follow }, environment)];
  });
  const enter: Enter = (run, work) => {
    const whole = followers.reduce<typeof work>((inner, each) => () => each(run, inner), work);
    return whole();
  };
  return { handed: Object.fromEntries(open), enter };
}

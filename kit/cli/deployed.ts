import { type Cloud, FourfoldError, nearest } from "../spec/index.ts";

/** A part of a set on one cloud: a function, a queue. */
export interface Deployed {
  readonly cloud: Cloud;
  readonly set: string;
  /** Its name within the set. */
  readonly name: string;
  /** The attributes that its component registers: its address or id in the cloud's terms, such as `arn` or `url`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Its name for people: `shop/api`. */
export const titleOf = ({ set, name }: Pick<Deployed, "set" | "name">): string => `${set}/${name}`;

/** An attribute that its component registers. @throws FourfoldError `ERR_USAGE` when it is missing. */
export function requireAttribute(deployed: Deployed, name: string): string {
  const value = deployed.attributes[name];
  if (value !== undefined) return value;
  throw new FourfoldError("ERR_USAGE", {
    where: `${deployed.cloud}: ${titleOf(deployed)}`,
    what: `the stack's state does not say its ${name}.`,
    fix: "Deploy it with this version of Fourfold.",
  });
}

/** The user's choice of something deployed. */
export interface Choice {
  /** Its kind, as messages name it. */
  readonly kind: string;
  /** `placed`, or with the set: `shop/placed`. */
  readonly name: string;
  /** Another name, if nothing has the first one. @default none */
  readonly alias?: string;
  /** The only clouds. @default all that it is deployed to */
  readonly clouds: readonly Cloud[] | undefined;
  /** The command, as messages name it. */
  readonly where: string;
}

const titlesOf = (all: readonly Deployed[]): readonly string[] => [...new Set(all.map(titleOf))].sort();

/** Suggestions for a name that nothing has. */
function wayOut({ kind, name }: Choice, all: readonly Deployed[]): string {
  if (all.length === 0) return `Deploy a set with ${kind}s first.`;
  const titles = titlesOf(all);
  const meant = nearest(name, [...new Set(all.map((one) => one.name)), ...titles]);
  return `${meant === undefined ? "" : `Did you mean "${meant}"? `}Name one of ${titles.join(", ")}.`;
}

/**
 * Resolves a name on each chosen cloud.
 * @throws FourfoldError `ERR_USAGE` with the existing names, if the name matches none or those of several sets.
 */
export function chooseDeployed<One extends Deployed>(all: readonly One[], choice: Choice): readonly One[] {
  const { kind, name, alias, clouds, where } = choice;
  const refuse = (what: string, fix: string): never => {
    throw new FourfoldError("ERR_USAGE", { where, what, fix });
  };
  const named = (wanted: string | undefined) => all.filter((one) => one.name === wanted || titleOf(one) === wanted);
  const own = named(name);
  const found = own.length > 0 ? own : named(alias);
  const titles = titlesOf(found);
  if (titles.length > 1) return refuse(`several sets have a ${kind} "${name}".`, `Name one of ${titles.join(", ")}.`);
  if (found.length === 0) return refuse(`"${name}" is not a ${kind} of this stack.`, wayOut(choice, all));
  const chosen = found.filter(({ cloud }) => clouds?.includes(cloud) ?? true);
  if (chosen.length > 0) return chosen;
  const places = found.map(({ cloud }) => cloud).join(", ");
  return refuse(`"${name}" is not deployed to ${clouds?.join(", ")}.`, `Choose among ${places}.`);
}

import { type Cloud, FourfoldError, nearest } from "../spec/index.ts";

/** What a set has on one cloud: a function, a queue. */
export interface Deployed {
  readonly cloud: Cloud;
  readonly set: string;
  /** In the set. */
  readonly name: string;
  /** What its component says of it: where it is, as its cloud calls that, as `arn` or `url`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** As people name it: `shop/api`. */
export const titleOf = ({ set, name }: Pick<Deployed, "set" | "name">): string => `${set}/${name}`;

/** What its component says of it. @throws FourfoldError `ERR_USAGE` when it does not say it. */
export function requireAttribute(deployed: Deployed, name: string): string {
  const value = deployed.attributes[name];
  if (value !== undefined) return value;
  throw new FourfoldError("ERR_USAGE", {
    where: `${deployed.cloud}: ${titleOf(deployed)}`,
    what: `the stack's state does not say its ${name}.`,
    fix: "Deploy it with this version of Fourfold.",
  });
}

/** Which of what is deployed somebody means. */
export interface Choice {
  /** What it is, as messages say it. */
  readonly kind: "function" | "queue";
  /** `placed`, or with its set: `shop/placed`. */
  readonly name: string;
  /** Another name that is meant when nothing has the first. @default none */
  readonly alias?: string;
  /** The only clouds. @default all that it is deployed to */
  readonly clouds: readonly Cloud[] | undefined;
  /** The command, as messages name it. */
  readonly where: string;
}

const titlesOf = (all: readonly Deployed[]): readonly string[] => [...new Set(all.map(titleOf))].sort();

/** What to write instead of a name that nothing has. */
function wayOut({ kind, name }: Choice, all: readonly Deployed[]): string {
  if (all.length === 0) return `Deploy a set with ${kind}s first.`;
  const titles = titlesOf(all);
  const meant = nearest(name, [...new Set(all.map((one) => one.name)), ...titles]);
  return `${meant === undefined ? "" : `Did you mean "${meant}"? `}Name one of ${titles.join(", ")}.`;
}

/**
 * What a name means, on each cloud that is wanted.
 * @throws FourfoldError `ERR_USAGE` with the names that there are, for none, and for those of several sets.
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

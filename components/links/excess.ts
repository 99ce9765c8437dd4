import type { Contribution, Excess, Link, Possible } from "./contribution.ts";

/** What the grant of one link makes possible that no link of the function asks for. */
export function excessOf(
  { possible = [] }: Pick<Contribution, "possible">,
  all: readonly Pick<Link, "resource" | "verbs">[],
): readonly Excess[] {
  const isAsked = ({ verb, resource }: Possible): boolean =>
    all.some((link) => link.resource === resource && link.verbs.includes(verb));
  return possible.filter((one) => !isAsked(one)).map(({ may, because, source }) => ({ may, because, source }));
}

/** How many functions a note names, and how much of each; the output of the set has all. */
const [mostFunctions, mostOfEach] = [5, 4];

function shortened(all: readonly string[], most: number, separator: string): string {
  const more = all.length > most ? ` and ${all.length - most} more` : "";
  return `${all.slice(0, most).join(separator)}${more}`;
}

/**
 * What a preview says of functions whose grants permit more than their links ask for: nothing, where there are none.
 * @param grants - By function.
 */
export function noteOnExcess(
  grants: Readonly<Record<string, readonly { readonly excess: readonly Excess[] }[]>>,
  where: string,
): readonly string[] {
  const wide = Object.values(grants).flatMap((all) => all.filter(({ excess }) => excess.length > 0));
  if (wide.length === 0) return [];
  const said = Object.entries(grants).flatMap(([name, all]) => {
    const may = [...new Set(all.flatMap(({ excess }) => excess.map((one) => one.may)))];
    return may.length === 0 ? [] : [`${name} may ${shortened(may, mostOfEach, ", ")}`];
  });
  const reasons = [
    ...new Set(wide.flatMap(({ excess }) => excess.map(({ because, source }) => `${because}: ${source}`))),
  ];
  const links =
    wide.length === 1 ? "1 link permits more than it asks for" : `${wide.length} links permit more than they ask for`;
  return [`${where}: ${links}: ${shortened(said, mostFunctions, "; ")} (${reasons.join("; ")}).`];
}

import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { type DeployedFunction, titleOf } from "../deployed-functions.ts";

function refuse(what: string, fix: string): never {
  throw new FourfoldError("ERR_USAGE", { where: "fourfold invoke", what, fix });
}

const titlesOf = (functions: readonly DeployedFunction[]): readonly string[] =>
  [...new Set(functions.map(titleOf))].sort();

/**
 * The functions that a name means: `audit`, or `shop/audit`, on each cloud that is wanted.
 * @throws FourfoldError `ERR_USAGE` with the names that there are, for none, and for those of several sets.
 */
export function chooseFunctions(
  functions: readonly DeployedFunction[],
  name: string,
  wanted: readonly Cloud[] | undefined,
): readonly DeployedFunction[] {
  const found = functions.filter((each) => titleOf(each) === name || each.name === name);
  const titles = titlesOf(found);
  if (titles.length > 1) refuse(`several sets have a function "${name}".`, `Name one of ${titles.join(", ")}.`);
  if (found.length === 0) {
    const fix = functions.length === 0 ? "Deploy something first." : `Name one of ${titlesOf(functions).join(", ")}.`;
    refuse(`"${name}" is not a function of this stack.`, fix);
  }
  const chosen = found.filter(({ cloud }) => wanted?.includes(cloud) ?? true);
  if (chosen.length > 0) return chosen;
  const clouds = found.map(({ cloud }) => cloud).join(", ");
  return refuse(`"${name}" is not deployed to ${wanted?.join(", ")}.`, `Choose among ${clouds}.`);
}

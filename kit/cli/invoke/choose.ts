import { type Cloud, FourfoldError } from "../../spec/index.ts";
import { type DeployedFunction, titleOf } from "../deployed-functions.ts";

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
  const titles = [...new Set(found.map(titleOf))].sort();
  const chosen = found.filter(({ cloud }) => wanted?.includes(cloud) ?? true);
  if (titles.length === 1 && chosen.length > 0) return chosen;
  const all = [...new Set(functions.map(titleOf))].sort().join(", ");
  const [what, fix] =
    titles.length > 1
      ? [`several sets have a function "${name}".`, `Name one of ${titles.join(", ")}.`]
      : found.length > 0
        ? [
            `"${name}" is not deployed to ${wanted?.join(", ")}.`,
            `Choose among ${found.map(({ cloud }) => cloud).join(", ")}.`,
          ]
        : [`there is no function "${name}".`, all === "" ? "Deploy something first." : `Name one of ${all}.`];
  throw new FourfoldError("ERR_USAGE", { where: "fourfold invoke", what, fix });
}

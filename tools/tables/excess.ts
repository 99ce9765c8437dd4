import { clouds } from "fourfold";
import type { Grant } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { deployEverything } from "../everything.ts";
import { table, titles } from "../markdown.ts";

/** What functions of each set may do besides what their links ask for, by the set and the function. */
function excessIn({ all }: Pick<EvaluatedStack, "all">): readonly (readonly string[])[] {
  return all("fourfold:index:FunctionSet").flatMap(({ name: set, outputs }) => {
    const grants: Readonly<Record<string, readonly Grant[]>> = Object(outputs.grants);
    return Object.entries(grants).flatMap(([name, links]) =>
      links.flatMap(({ resource, verbs, excess }) =>
        excess.map(({ may, because, source }) => [
          `\`${set}\``,
          `\`${name}\``,
          `${verbs.join(" and ")} \`${resource}\``,
          may,
          `[${because}](${source})`,
        ]),
      ),
    );
  });
}

/** What the sets of the table of grants may do besides what they ask for. */
export async function excessTable(): Promise<string> {
  const rows: string[][] = [];
  for (const cloud of clouds) {
    const stack = await evaluate(() => deployEverything(cloud));
    if (stack.error !== undefined) throw stack.error;
    rows.push(...excessIn({ all: (type) => stack.all(type) }).map((row) => [titles[cloud], ...row]));
  }
  return table(["cloud", "set", "function", "asks to", "may besides", "because"], rows);
}

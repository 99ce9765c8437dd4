import { clouds } from "fourfold";
import { evaluate } from "fourfold/testing";
import type { ResourceType } from "../../kit/simulator/contract.ts";
import { examine } from "../../kit/simulator/control/check/property-support.ts";
import { deployEverything } from "../everything.ts";
import { table, titles } from "../markdown.ts";
import { describedTypes } from "./simulator.ts";

/** All properties that our components set and that have no effect in the simulator: those that `--strict` refuses. */
export async function inertTable(): Promise<string> {
  const types = new Map((await describedTypes()).map(({ type }) => [type.token, type]));
  const rows: (readonly string[])[] = [];
  for (const cloud of clouds) {
    const stack = await evaluate(() => deployEverything(cloud));
    if (stack.error !== undefined) throw stack.error;
    const cells = stack.resources.flatMap(({ type: token, inputs }) => {
      const type: ResourceType | undefined = types.get(token);
      if (type === undefined) return [];
      const { inert } = examine(inputs, type.properties);
      return inert.map(({ property, reason }) => [titles[cloud], token, `\`${property}\``, reason]);
    });
    rows.push(...new Map(cells.map((row) => [row.join(), row])).values());
  }
  return table(["cloud", "resource type", "property", "why it has no effect here"], rows);
}

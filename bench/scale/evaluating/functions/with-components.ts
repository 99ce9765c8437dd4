import { pathToFileURL } from "node:url";
import { functionSet } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { setsOf } from "../../names.ts";

/** Functions as a team writes them: sets, on one foundation. */
export function create(names: readonly string[]): void {
  const foundation = new Foundation("large", { cloud: "aws" });
  for (const [name, members] of setsOf(names)) {
    const set = functionSet(name, {
      root: pathToFileURL(`src/${name}.ts`).href,
      functions: Object.fromEntries(members.map((member) => [member, { handler: `./${member}.ts`, http: true }])),
      routes: Object.fromEntries(members.map((member) => [`/${member}/*`, member])),
    });
    new FunctionSet(name, deploy(set, { cloud: "aws", on: foundation, protection: "destroy" }));
  }
}

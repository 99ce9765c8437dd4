import type { TypeRule } from "../contract/rule.ts";
import type { Fields } from "../contract/values.ts";

/** What stands for a whole program in its state. */
export const stack = "pulumi:pulumi:Stack";

/** Asks for a budget in a program that has anything of a cloud. */
export function budgetOf(type: string, inputs: Fields = {}): TypeRule {
  const [name] = type.split(":");
  const what = "no budget of the cloud's own watches the bill";
  const budget = { type, name: "budget", inputs };
  const other = { type: `${name}:other/thing:Thing`, name: "thing" };
  return {
    graph: [
      function* (_subject, program) {
        if (!program.subjects.some((each) => each.type.startsWith(`${name}:`))) return;
        const budgets = program.all(type).filter((each) => {
          return Object.entries(inputs).every(([property, value]) => each.inputs.known(property) === value);
        });
        if (budgets.length === 0) yield { property: "", what, fix: `Add a ${type} for what the program may cost` };
      },
    ],
    compliant: {},
    given: { around: [budget, other] },
    broken: [{ at: "", says: what, around: [other] }],
  };
}

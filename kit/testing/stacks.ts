import { AssertionError } from "node:assert";
import { markNamedSecrets, type Properties, type Stacks } from "../engine/index.ts";
import { EvaluatedStack } from "./evaluated-stack.ts";

/** What a reference to a stack finds: an evaluated stack, or just outputs. */
export type GivenStack = EvaluatedStack | Properties;

/** Given stacks, by the names that references to them have: `organization/platform/dev`. */
export function createStacks(given: Readonly<Record<string, GivenStack>>, organization: string): Stacks {
  const find = (project: string, stack: string): GivenStack | undefined => given[`${organization}/${project}/${stack}`];
  return {
    async outputs({ project, stack }) {
      const found = find(project, stack);
      return found === undefined ? undefined : outputsOf(found);
    },
    async list() {
      return Object.keys(given).map((name) => {
        const [, project = "", stack = ""] = name.split("/");
        return { project, stack };
      });
    },
  };
}

/** The simulated clouds that one of the stacks is deployed to: a program that uses its resources is deployed there too. */
export function cloudsOf(given: Readonly<Record<string, GivenStack>>): EvaluatedStack["providers"] | undefined {
  return Object.values(given).find((stack) => stack instanceof EvaluatedStack)?.providers;
}

function outputsOf(stack: GivenStack): Properties {
  if (!(stack instanceof EvaluatedStack)) return stack;
  if (stack.error === undefined) return markNamedSecrets(stack.outputs, stack.secretOutputs);
  throw new AssertionError({ message: `The stack that is referred to has failed: ${stack.error.message}` });
}

import type { Properties } from "../provider.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { stackType } from "./urn.ts";

/** The name of a stack in its place: of which project, and which of its stacks. */
export interface StackName {
  readonly project: string;
  readonly stack: string;
}

/** Other stacks of the place that a stack is deployed to, which references to them read. */
export interface Stacks {
  /** The outputs of a stack, with secrets marked. Undefined when there is no such stack. */
  outputs(name: StackName): Promise<Properties | undefined>;
  /** The stacks that there are. */
  list(): Promise<readonly StackName[]>;
}

export const noStacks: Stacks = { outputs: async () => undefined, list: async () => [] };

/** The outputs in a stack's checkpoint. Undefined when it is not deployed. */
export function outputsIn(checkpoint: string | undefined): Properties | undefined {
  if (checkpoint === undefined) return undefined;
  return parseCheckpoint(checkpoint).resources.find(({ type }) => type === stackType)?.outputs;
}

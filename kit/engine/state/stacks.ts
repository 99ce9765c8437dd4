import type { Properties } from "../provider.ts";
import { parseCheckpoint } from "./checkpoint.ts";
import { stackType } from "./urn.ts";

/** A stack's name, and the project that it belongs to. */
export interface StackName {
  readonly project: string;
  readonly stack: string;
}

/** Other stacks on the same clouds, for stack references. */
export interface Stacks {
  /** The outputs of a stack, with secrets marked. `undefined` when the stack does not exist. */
  outputs(name: StackName): Promise<Properties | undefined>;
  /** All stacks. */
  list(): Promise<readonly StackName[]>;
}

export const noStacks: Stacks = { outputs: async () => undefined, list: async () => [] };

/** The outputs in a stack's checkpoint. `undefined` when it is not deployed. */
export function outputsIn(checkpoint: string | undefined): Properties | undefined {
  if (checkpoint === undefined) return undefined;
  return parseCheckpoint(checkpoint).resources.find(({ type }) => type === stackType)?.outputs;
}

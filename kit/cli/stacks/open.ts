import { resolve } from "node:path";
import type { KnownResource } from "../component-outputs.ts";
import { readStack } from "./read.ts";
import { readDevStack, readSimulatedStack, type SimulatedClouds } from "./simulated.ts";

/** The user's choice of a stack: what has deployed it, and where. */
export interface StackChoice {
  /** The stack that `fourfold dev` has deployed. @default dev, unless another kind of stack is named */
  readonly dev?: string;
  /** The stack that `pulumi` has deployed or, with `simulated`, `fourfold pulumi`. @default with `simulated` the one that is selected */
  readonly stack?: string;
  /** Whether it is on simulated clouds. */
  readonly simulated: boolean;
  /** The folder of its program. */
  readonly cwd: string;
}

/** The content of a stack, and the clouds that it is on. */
export interface OpenedStack {
  readonly resources: readonly KnownResource[];
  /** @default real clouds */
  readonly on?: SimulatedClouds;
}

/**
 * Reads the content of a stack.
 * @throws FourfoldError `ERR_SIMULATOR`, `ERR_PULUMI`, `ERR_USAGE` when `fourfold dev` has not deployed it
 */
export async function openStack({ dev, stack, simulated, cwd }: StackChoice): Promise<OpenedStack> {
  const folder = resolve(cwd);
  const named = { cwd: folder, ...(stack === undefined ? {} : { stack }) };
  if (simulated) return readSimulatedStack(named);
  return stack === undefined ? readDevStack(folder, dev) : readStack(named);
}

import { channel } from "node:diagnostics_channel";
import type { FunctionSetArgs } from "../function-set/args.ts";
import { isLater } from "./inputs.ts";

/** Tells listeners in this process what a set is made of, as `{ name, args }`: `fourfold cost --clouds` makes it on other clouds, too. */
const made = channel("fourfold:set");

/** What stands for a value that is known only later, or is a secret: it is valid JSON, as params are. */
const placeholder = "null";

/** A copy as JSON has it. */
function plainly(value: unknown): unknown {
  if (isLater(value)) return placeholder;
  if (Array.isArray(value)) return value.map(plainly);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainly(part)]));
}

export function announceSet(name: string, args: FunctionSetArgs): void {
  if (made.hasSubscribers) made.publish({ name, args: plainly(args) });
}

import type { Sdk, Store } from "./sdk.ts";
import { type Watcher, watchUncaught } from "./uncaught.ts";

const isDisregarded = Symbol("what is left of a program is ignored");
const ignoring = Symbol("what ignores it");

type Marked = Store & { [isDisregarded]?: true };

type State = Sdk["state"] & { [ignoring]?: Watcher };

/**
 * Ignores later errors of a failed program's unfinished work. The reason has been reported already, and a test runner would
 * take them for errors of the test that is running by then. One watcher does so for all: a test runner may run thousands of programs.
 */
export function disregard(store: Marked, state: State): void {
  store[isDisregarded] = true;
  const current = (): Marked | undefined => state.getLocalStore();
  state[ignoring] ??= { owns: () => current()?.[isDisregarded] === true, take: () => undefined };
  watchUncaught(state[ignoring]);
}

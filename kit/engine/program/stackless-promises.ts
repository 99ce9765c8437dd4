/** The part of the SDK that watches its promises: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/debuggable.ts */
export interface Debuggable {
  /** Whether `PULUMI_DEBUG_PROMISE_LEAKS` asks for the stacks. */
  readonly debugPromiseLeaks: boolean;
  debuggablePromise: Watch;
}

type Watch = <T>(promise: Promise<T>, about: unknown) => Promise<T>;

/** On a function that takes no stacks: an SDK is loaded for each run of a program. */
const isStackless = Symbol.for("fourfold.stackless");

/** Calls a function while no stack is taken. */
function withoutStack<T>(call: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return call();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/**
 * Lets the SDK watch its promises without taking a stack for each, of which every property of every resource has several: it takes as
 * long as all else that a program does, and only `PULUMI_DEBUG_PROMISE_LEAKS` shows them. Leaks are found as before.
 */
export function takeNoStacks(sdk: Debuggable): void {
  const watch = sdk.debuggablePromise;
  if (sdk.debugPromiseLeaks || isStackless in watch) return;
  const stackless: Watch = (promise, about) => withoutStack(() => watch(promise, about));
  sdk.debuggablePromise = Object.assign(stackless, { [isStackless]: true });
}

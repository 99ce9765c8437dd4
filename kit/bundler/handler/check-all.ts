import { type Some, settleEach } from "../build/failure.ts";
import { checkHandler, findFault } from "./check.ts";
import type { Found } from "./find.ts";
import { createProbe, type Loaded, loadHandlers, probeEntry } from "./probe.ts";

async function loadTogether(functions: Some<Found>, longest: number): Promise<readonly Loaded[]> {
  const [first, ...others] = functions;
  const probe = createProbe([first.handler, ...others.map(({ handler }) => handler)]);
  try {
    const { code } = (await probe.run())(probeEntry);
    return await loadHandlers(code, functions.length, longest);
  } finally {
    await probe.dispose();
  }
}

async function checkAlone(found: Found, longest: number): Promise<void> {
  const probe = createProbe([found.handler]);
  try {
    await checkHandler(found, probe, longest);
  } finally {
    await probe.dispose();
  }
}

/** What a check is about: not the cloud. */
function keyOf({ request: { set, name, trigger }, handler }: Found): string {
  return JSON.stringify([set, name, trigger, handler]);
}

function isRight({ request }: Found, loaded: PromiseSettledResult<Loaded> | undefined): boolean {
  return loaded?.status === "fulfilled" && "brand" in loaded.value && !findFault(loaded.value.brand, request);
}

/**
 * Checks handlers of one project, as {@link checkHandler} does, each once for all its clouds. They are loaded together,
 * which takes a hundredth of the time. What does not come out right is checked once more alone: nobody is refused for
 * what another one has done to a shared module or to a global object.
 *
 * @param longest - How long loading one may take, in milliseconds.
 * @returns What throws if a function's handler is not right.
 */
export async function checkHandlers(functions: Some<Found>, longest: number): Promise<(found: Found) => void> {
  const [first, ...others] = new Map(functions.map((found) => [keyOf(found), found] as const)).values();
  if (first === undefined) return () => undefined;
  const distinct: Some<Found> = [first, ...others];
  const loaded = others.length === 0 ? [] : await settleEach(distinct, (some) => loadTogether(some, longest));
  const faults = new Map<string, unknown>();
  for (const [at, found] of distinct.entries()) {
    if (isRight(found, loaded[at])) continue;
    await checkAlone(found, longest).catch((reason: unknown) => faults.set(keyOf(found), reason));
  }
  return (found) => {
    const key = keyOf(found);
    if (faults.has(key)) throw faults.get(key);
  };
}

import type { Built } from "../build/build.ts";
import { type Some, settleEach } from "../build/failure.ts";
import { checkHandler, findFault } from "./check.ts";
import type { Found } from "./find.ts";
import { type Loaded, startLoader } from "./loader.ts";
import { createProbe, probeEntry } from "./probe.ts";

/** Handlers that are loaded together, while their functions are built. */
export interface Loading {
  /** Their files. None if all are known to be right. */
  readonly handlers: readonly string[];
  /**
   * Loads them.
   * @param moduleOf - What was built with them, with a probe.
   * @param folder - Where the probe may be a file for that time.
   */
  load(moduleOf: (entry: string) => Built, folder: string): Promise<void>;
  dispose(): Promise<void>;
}

/**
 * Checks handlers, as {@link checkHandler} does, each once for all its clouds. Loading them together takes a hundredth of
 * the time. What does not come out right is checked once more alone: nobody is refused for what another one has done to a
 * shared module or to a global object.
 */
export interface Checks {
  /** Begins to load the handlers of functions, unless they are known to be right. Their probe is to be built with them. */
  begin(functions: readonly Found[]): Loading;
  /** Loads the handlers of functions of one project whose cloud cannot share its build with a probe. */
  load(functions: readonly Found[]): Promise<void>;
  /** @throws what {@link checkHandler} throws. */
  check(found: Found): Promise<void>;
}

/** What a check is about: not the cloud. */
function keyOf({ request: { set, name, trigger }, handler }: Found): string {
  return JSON.stringify([set, name, trigger, handler]);
}

function isRight({ request }: Found, loaded: Loaded | undefined): boolean {
  return loaded !== undefined && "brand" in loaded && findFault(loaded.brand, request) === undefined;
}

async function loadTogether([first, ...others]: Some<Found>, longest: number): Promise<readonly Loaded[]> {
  const loader = startLoader(longest);
  const probe = createProbe([first.handler, ...others.map(({ handler }) => handler)]);
  try {
    const { code } = (await probe.run())(probeEntry);
    return await loader.load(code, others.length + 1);
  } finally {
    await Promise.all([loader.dispose(), probe.dispose()]);
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

/** @param longest - How long loading one may take, in milliseconds. */
export function createChecks(longest: number): Checks {
  const right = new Set<string>();
  const alone = new Map<string, Promise<void>>();
  /** They are checked one after the other, since each takes a build and a thread. */
  let last: Promise<unknown> = Promise.resolve();

  const unchecked = (functions: readonly Found[]): readonly Found[] => {
    const distinct = new Map(functions.map((found) => [keyOf(found), found] as const));
    return [...distinct].flatMap(([key, found]) => (right.has(key) ? [] : [found]));
  };
  const learn = (functions: readonly Found[], loaded: readonly (Loaded | undefined)[]): void => {
    for (const [at, found] of functions.entries()) if (isRight(found, loaded[at])) right.add(keyOf(found));
  };

  return {
    begin(functions) {
      const some = unchecked(functions);
      const loader = some.length === 0 ? undefined : startLoader(longest);
      return {
        handlers: some.map(({ handler }) => handler),
        async load(moduleOf, folder) {
          if (loader !== undefined) learn(some, await loader.loadFrom(folder, moduleOf(probeEntry).code, some.length));
        },
        async dispose() {
          await loader?.dispose();
        },
      };
    },
    async load(functions) {
      const [first, ...others] = unchecked(functions);
      if (first === undefined) return;
      const results = await settleEach([first, ...others], (some) => loadTogether(some, longest));
      const loaded = results.map((result) => (result.status === "fulfilled" ? result.value : undefined));
      learn([first, ...others], loaded);
    },
    async check(found) {
      const key = keyOf(found);
      if (right.has(key)) return;
      const known = alone.get(key);
      if (known !== undefined) return known;
      const check = last.then(() => checkAlone(found, longest));
      alone.set(key, check);
      last = Promise.allSettled([check]);
      return check;
    },
  };
}

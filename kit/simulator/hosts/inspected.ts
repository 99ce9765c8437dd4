import type { Clock, Inspectors, InspectorTarget } from "../contract.ts";

/**
 * Flags of Node for functions that can be debugged: it does not write the inspector's address to the function's logs, since
 * that is not the one to attach to. https://nodejs.org/api/cli.html#--inspect-publish-uidstderrhttp
 */
export function nodeFlags(inspectors: Inspectors): readonly string[] {
  return inspectors.wanted ? ["--inspect-publish-uid=http"] : [];
}

/** The target at the address that `inspect.mjs` returns: `ws://127.0.0.1:40123/0f2c…`. */
export function targetAt(address: string): InspectorTarget {
  const { port, pathname } = new URL(address);
  return { port: Number(port), path: pathname };
}

/** How long a request to a function that is being debugged may take, in seconds: half a day. */
const longestRequest = 43_200;

/** The clock of a function that can be debugged: nothing times out while someone looks at a breakpoint. */
export function patientClock(clock: Clock, isInspected: boolean): Clock {
  return isInspected ? { now: () => clock.now(), after: () => () => undefined } : clock;
}

/** A function's configuration with time to debug it: functions read their timeout. */
export function withTime<Configuration extends { readonly timeout: number }>(
  configuration: Configuration,
  isInspected: boolean,
): Configuration {
  return isInspected ? { ...configuration, timeout: longestRequest } : configuration;
}

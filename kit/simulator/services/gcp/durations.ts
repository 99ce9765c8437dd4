import type { Clock, Constraint, Properties } from "../../contract.ts";

/** The seconds of a duration in the format of Google's APIs: `"3.5s"`. `undefined` for anything else. */
export function secondsOf(text: string): number | undefined {
  const [, number] = /^(\d+(?:\.\d{1,9})?)s$/.exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** The rule for a duration within a range, in the format of Google's APIs: `"180s"`. */
export function duration(
  property: string,
  min: number,
  max: number,
  source: string,
  refused: readonly [Properties, ...Properties[]],
): Constraint {
  return {
    property,
    rule: `must be from ${min} to ${max} seconds, written like "${max}s"`,
    source,
    accepts(value) {
      const seconds = secondsOf(String(value));
      return seconds !== undefined && seconds >= min && seconds <= max;
    },
    refused,
  };
}

/** The result of a call, or `late` if it takes longer than some seconds. */
export function within<T>(clock: Clock, seconds: number, call: Promise<T>, late: T): Promise<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  const cancel = clock.after(seconds * 1_000, () => resolve(late));
  return Promise.race([call, promise]).finally(cancel);
}

/** The names of a number of functions. */
export function namesOf(functions: number): readonly string[] {
  return Array.from({ length: functions }, (_, at) => `f${at}`);
}

/** As many as one team maintains. Their routes are a third of an HTTP API's limit. */
const functionsInSet = 50;

/** The functions of each set, by the set's name. */
export function setsOf(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(names, (_, at) => `set${Math.floor(at / functionsInSet)}`);
}

/** The names of some number of functions. */
export function namesOf(functions: number): readonly string[] {
  return Array.from({ length: functions }, (_, at) => `f${at}`);
}

/** As many as a team looks after together. Their routes are a third of what an HTTP API takes. */
const functionsInSet = 50;

/** Which functions are in which set, by the set's name. */
export function setsOf(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  return Map.groupBy(names, (_, at) => `set${Math.floor(at / functionsInSet)}`);
}

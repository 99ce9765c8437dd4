import { isDeepStrictEqual } from "node:util";
import type { Properties } from "../engine/index.ts";

/** Where a value is not what was expected. */
export interface Difference {
  /** `environment.variables.STAGE`, `statements[0]`. */
  readonly path: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

/** Compares the properties that are expected. Others may be there; lists must have the expected length. */
export function differences(actual: unknown, expected: unknown, path = ""): readonly Difference[] {
  if (isRecord(expected) && isRecord(actual)) {
    return Object.keys(expected).flatMap((key) =>
      differences(actual[key], expected[key], path === "" ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(expected) && Array.isArray(actual) && expected.length === actual.length) {
    return expected.flatMap((item, index) => differences(actual[index], item, `${path}[${index}]`));
  }
  return isDeepStrictEqual(actual, expected) ? [] : [{ path, expected, actual }];
}

interface Candidate {
  readonly name: string;
  readonly inputs: Properties;
}

const shownDifferences = 5;

/** The candidate with the fewest differences, and its first ones. */
export function describeClosest(candidates: readonly Candidate[], expected: Properties): string {
  const [closest] = candidates
    .map(({ name, inputs }) => ({ name, found: differences(inputs, expected) }))
    .toSorted((one, other) => one.found.length - other.found.length);
  if (closest === undefined) return "None exists.";
  const shown = closest.found.slice(0, shownDifferences).map(describe);
  const more = closest.found.length - shown.length;
  const rest = more > 0 ? [`  … and ${more} more`] : [];
  return [`The closest is "${closest.name}", where`, ...shown, ...rest].join("\n");
}

function describe({ path, expected, actual }: Difference): string {
  return `  ${path} should be ${show(expected)}, but is ${show(actual)}`;
}

function show(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

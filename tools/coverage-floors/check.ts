import { transformSync } from "esbuild";
import type { Floor } from "./floors.ts";

type Measure = keyof Floor;
const measures: readonly Measure[] = ["lines", "branches", "functions"];

/** The coverage of a file, as in c8's `json-summary`. */
export type FileCoverage = Readonly<Record<Measure, { readonly total: number; readonly covered: number }>>;

export interface AreaCoverage {
  readonly area: string;
  readonly percent: Floor;
  /** What is below its floor: "kit/spec: 91.2 % of branches are run, 95 % must be". */
  readonly problems: readonly string[];
}

/**
 * Adds the files of each area up, and compares them with its floor.
 *
 * @param files - By path relative to the project.
 */
export function checkAreas(
  files: ReadonlyMap<string, FileCoverage>,
  floors: Readonly<Record<string, Floor>>,
): readonly AreaCoverage[] {
  return Object.entries(floors).map(([area, floor]) => {
    const own = [...files].filter(([path]) => path.startsWith(`${area}/`)).map(([, file]) => file);
    const percent = { lines: 0, branches: 0, functions: 0 };
    for (const measure of measures) percent[measure] = percentOf(own, measure);
    const low = measures.filter((measure) => percent[measure] < floor[measure]);
    const problems = low.map(
      (measure) => `${area}: ${percent[measure].toFixed(1)} % of ${measure} are run, ${floor[measure]} % must be`,
    );
    return { area, percent, problems };
  });
}

/** Measured files without a floor, as in a new area: "kit/queue/index.ts: it is measured, …" */
export function checkFloors(
  files: ReadonlyMap<string, FileCoverage>,
  floors: Readonly<Record<string, Floor>>,
): readonly string[] {
  const areas = Object.keys(floors);
  const strangers = [...files.keys()].filter((path) => !areas.some((area) => path.startsWith(`${area}/`)));
  return strangers.map((path) => `${path}: it is measured, and no area in floors.ts has it`);
}

function percentOf(files: readonly FileCoverage[], measure: Measure): number {
  const total = files.reduce((sum, file) => sum + file[measure].total, 0);
  const covered = files.reduce((sum, file) => sum + file[measure].covered, 0);
  return total === 0 ? 0 : (100 * covered) / total;
}

/** Whether a file contains code: one with only types is never loaded. */
export function hasCode(source: string): boolean {
  return transformSync(source, { loader: "ts" }).code !== "";
}

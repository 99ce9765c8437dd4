import type { Area } from "./areas.ts";
import { sampled } from "./sample.ts";

/** An area, and the files of it to run. */
export interface Job extends Area {
  readonly folder: string;
  readonly files: readonly string[];
  /** The number of all its files. */
  readonly all: number;
  /** The processor time that these files need, in seconds: the budget is that of a sample. */
  readonly weight: number;
}

/**
 * The jobs of all areas that have files.
 *
 * @param seed - Chooses the samples. @default no samples: all files run
 */
export function jobsOf(
  areas: Readonly<Record<string, Area>>,
  groups: ReadonlyMap<string, readonly string[]>,
  seed: string | undefined,
): readonly Job[] {
  return Object.entries(areas).flatMap(([folder, area]) => {
    const all = groups.get(folder) ?? [];
    const isWhole = seed === undefined || area.sample === undefined;
    const files = isWhole ? all : sampled(all, area.sample, seed);
    const weight = area.budget * (files.length / (area.sample ?? files.length));
    return files.length === 0 ? [] : [{ ...area, folder, files, all: all.length, weight }];
  });
}

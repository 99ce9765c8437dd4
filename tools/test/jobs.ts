import type { Area } from "./areas.ts";
import { sampled } from "./sample.ts";

/** An area, and those of its files that are run. */
export interface Job extends Area {
  readonly folder: string;
  readonly files: readonly string[];
  /** How many there are. */
  readonly all: number;
}

/**
 * What is to be run of each area that has any files.
 *
 * @param seed - What decides about samples. Without one there are none.
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
    return files.length === 0 ? [] : [{ ...area, folder, files, all: all.length }];
  });
}

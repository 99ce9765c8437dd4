/** How many functions are measured, and how often: large projects take long, and vary less. */
export interface Size {
  readonly functions: number;
  readonly rounds: number;
}

const sizes: readonly Size[] = [
  { functions: 10, rounds: 7 },
  { functions: 100, rounds: 5 },
  { functions: 1_000, rounds: 3 },
];

/** @param quick - Without sizes that take minutes. */
export function sizesFor(quick: boolean): readonly Size[] {
  return quick ? sizes.slice(0, 2).map(({ functions }) => ({ functions, rounds: 3 })) : sizes;
}

/** `1,000 functions` */
export function titleOf({ functions }: Size): string {
  return `${functions.toLocaleString("en-US")} functions`;
}
